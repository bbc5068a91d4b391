import { isJsonObject, type JsonObject } from '../../core/json';
import { memberOf, renderText, type RenderedText } from './rendered-text';
import type { AppTemplate, TemplateResource } from './templates';

/** Where in a template something stands. */
export interface Place {
  readonly templatePath: string;
  readonly logicalId: string;
  /** `Properties.BaseImage` */
  readonly location: string;
}

/** An image version that the app registers. */
export interface RegisteredVersion {
  readonly template: AppTemplate;
  readonly logicalId: string;
  /** What it is called, if only by the same expression: never shown. */
  readonly imageKey: string;
  /** For a person. */
  readonly imageName: string;
  /** Absent where the template has none, which CloudFormation would refuse. */
  readonly baseImage?: RenderedText;
}

const IMAGE_VERSION = 'AWS::SageMaker::ImageVersion';
const IMAGE = 'AWS::SageMaker::Image';

/** The image versions that an app registers, and how its other resources refer to them. */
export class AppImages {
  public readonly versions: readonly RegisteredVersion[];

  public constructor(private readonly templates: readonly AppTemplate[]) {
    this.versions = templates.flatMap((template) => [...template.resources.values()]
      .filter(({ type }) => type === IMAGE_VERSION)
      .map((resource) => registered(resource, template)));
  }

  /** The version that a Ref, a GetAtt, or an import of one means. */
  public versionOf(value: unknown, template: AppTemplate): RegisteredVersion | undefined {
    const target = this.target(value, template);
    return this.versions.find((version) => version.logicalId === target?.resource.logicalId && version.template === target.template);
  }

  /** The key of the image that a Ref, a GetAtt, or an import of one means. */
  public imageKeyOf(value: unknown, template: AppTemplate): string | undefined {
    const target = this.target(value, template);
    return target?.resource.type === IMAGE ? imageKey(memberOf(target.resource.properties, 'ImageName'), target.template) : undefined;
  }

  /** The versions of an image: those of the same template, else those that are deployed to the same place. */
  public versionsNamed(key: string, template: AppTemplate): readonly RegisteredVersion[] {
    const named = this.versions.filter((version) => version.imageKey === key);
    const own = named.filter((version) => version.template === template);
    return own.length > 0 ? own : named.filter((version) => version.template.scope === template.scope);
  }

  private target(value: unknown, template: AppTemplate): { resource: TemplateResource; template: AppTemplate } | undefined {
    if (!isJsonObject(value)) return undefined;
    const resource = template.resources.get(referredId(value) ?? '');
    if (resource) return { resource, template };
    const name = 'Fn::ImportValue' in value ? renderText(value['Fn::ImportValue'], template.pseudo).text : undefined;
    if (name === undefined) return undefined;
    const source = this.templates.find(({ scope, exported }) => scope === template.scope && exported.has(name));
    const exported = source?.exported.get(name);
    // An export is a reference to a resource of its own stack: one step, so that imports can't go in circles.
    const origin = source?.resources.get((isJsonObject(exported) ? referredId(exported) : undefined) ?? '');
    return source && origin && { resource: origin, template: source };
  }
}

function registered({ logicalId, properties }: TemplateResource, template: AppTemplate): RegisteredVersion {
  const name = memberOf(properties, 'ImageName');
  const baseImage = memberOf(properties, 'BaseImage');
  return {
    template,
    logicalId,
    imageKey: imageKey(name, template),
    imageName: renderText(name, template.pseudo).shown,
    ...(baseImage !== undefined && { baseImage: renderText(baseImage, template.pseudo) }),
  };
}

/** SageMaker keeps the case of a name and compares without it. The same expression in the same template is the same name. */
export function imageKey(name: unknown, template: AppTemplate): string {
  return renderText(name, template.pseudo).text?.toLowerCase() ?? `${template.path}\n${JSON.stringify(name)}`;
}

function referredId(value: JsonObject): string | undefined {
  const { Ref: ref, 'Fn::GetAtt': attribute } = value;
  if (typeof ref === 'string') return ref;
  const id: unknown = Array.isArray(attribute) ? attribute[0] : typeof attribute === 'string' ? attribute.split('.')[0] : undefined;
  return typeof id === 'string' ? id : undefined;
}
