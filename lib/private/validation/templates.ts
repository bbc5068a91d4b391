import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { types } from 'node:util';
import { type IPolicyValidationContext, Stack } from 'aws-cdk-lib';
import { asObject, isJsonObject, type JsonObject } from '../../core/json';
import { pseudoParameters, renderText, type PseudoParameters } from './rendered-text';

export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
}

/** A template of the app, with what of it is looked at. */
export interface AppTemplate {
  readonly path: string;
  /** Templates of one scope, a stage's stacks for one environment, name the same image by the same name. */
  readonly scope: string;
  readonly pseudo: PseudoParameters;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  /** Values by the name that they are exported under. */
  readonly exported: ReadonlyMap<string, unknown>;
}

/** A file that should be a template and is none, or none that can be read. */
export interface UnreadTemplate {
  readonly path: string;
  readonly reason: string;
}

/** What is read one level in another here; no template that is meant seriously has half of it. */
const DEEPEST = 200;

type TemplateFile = Pick<AppTemplate, 'path' | 'scope' | 'pseudo'>;

/** All templates of the app, those of nested stacks too, which the framework does not hand out. */
export function readTemplates(context: IPolicyValidationContext): { templates: readonly AppTemplate[]; unread: readonly UnreadTemplate[] } {
  const templates: AppTemplate[] = [];
  const unread: UnreadTemplate[] = [];
  for (const file of filesOf(context)) {
    try {
      templates.push({ ...file, ...contentOf(parsed(file.path), file) });
    } catch (error) {
      unread.push({ path: file.path, reason: types.isNativeError(error) ? error.message : String(error) });
    }
  }
  return { templates, unread };
}

function filesOf({ stackTemplates, appConstruct }: IPolicyValidationContext): readonly TemplateFile[] {
  const nested = appConstruct.node.findAll().filter((node): node is Stack => Stack.isStack(node) && node.nested);
  return stackTemplates.flatMap(({ stackConstructPath, templatePath, accountId, region }) => {
    const directory = dirname(templatePath);
    const place = { scope: [directory, accountId, region].join('\n'), pseudo: pseudoParameters(accountId, region) };
    const below = nested.filter((stack) => outermost(stack).node.path === stackConstructPath);
    return [templatePath, ...below.map(({ templateFile }) => join(directory, templateFile))].map((path) => ({ path, ...place }));
  });
}

function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}

function parsed(path: string): unknown {
  const template: unknown = JSON.parse(readFileSync(path, 'utf8'));
  let level: readonly unknown[] = [template];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw new Error(`It is nested more than ${DEEPEST} levels deep`);
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return template;
}

function contentOf(template: unknown, { pseudo }: TemplateFile): Pick<AppTemplate, 'resources' | 'exported'> {
  if (!isJsonObject(template)) throw new Error('It is no JSON object');
  return { resources: new Map(resourcesOf(template)), exported: new Map(exportsOf(template, pseudo)) };
}

function resourcesOf(template: JsonObject): readonly (readonly [string, TemplateResource])[] {
  return Object.entries(asObject(template['Resources']) ?? {}).flatMap(([logicalId, resource]) => {
    const type = asObject(resource)?.['Type'];
    const properties = asObject(asObject(resource)?.['Properties']) ?? {};
    return typeof type === 'string' ? [[logicalId, { logicalId, type, properties }] as const] : [];
  });
}

function exportsOf(template: JsonObject, pseudo: PseudoParameters): readonly (readonly [string, unknown])[] {
  return Object.values(asObject(template['Outputs']) ?? {}).flatMap((output) => {
    const name = asObject(asObject(output)?.['Export'])?.['Name'];
    const { text } = renderText(name, pseudo);
    return text === undefined ? [] : [[text, asObject(output)?.['Value']] as const];
  });
}
