import { RegionInfo } from 'aws-cdk-lib/region-info';
import { isJsonObject, type JsonObject } from '../../core/json';

/** What pseudo parameters stand for in one stack. */
export type PseudoParameters = ReadonlyMap<string, string>;

/** Text of a template as far as it can be known before deployment. */
export interface RenderedText {
  /** The whole text; absent where a part of it is known at deployment only. */
  readonly text?: string;
  /** For a person, with pseudo parameters and what can't be read by name: `${AWS::AccountId}.dkr.ecr…/ds:${Tag}`. */
  readonly shown: string;
  /** What can't be read: `Ref Tag`, `Fn::ImportValue`. */
  readonly unread: readonly string[];
}

/** A stack without an environment can be deployed anywhere: no account has this number, so that nothing is taken for a known one's. */
const ANY_ACCOUNT = '000000000000';
const ANY_REGION = 'us-east-1';

/** Whether an account was made up to read the text, so that a team's own registry can't be told from another's. */
export function hasUnknownAccount(text: string): boolean {
  return text.includes(ANY_ACCOUNT);
}

export function pseudoParameters(accountId: string | undefined, region: string | undefined): PseudoParameters {
  const { domainSuffix, partition } = RegionInfo.get(region ?? ANY_REGION);
  return new Map([
    ['AWS::AccountId', accountId ?? ANY_ACCOUNT],
    ['AWS::Region', region ?? ANY_REGION],
    ['AWS::URLSuffix', domainSuffix ?? 'amazonaws.com'],
    ['AWS::Partition', partition ?? 'aws'],
  ]);
}

/** Reads a literal, and joins and substitutions over pseudo parameters. Anything else is left alone and named. */
export function renderText(value: unknown, pseudo: PseudoParameters): RenderedText {
  const parts = partsOf(value, pseudo);
  const unread = [...new Set(parts.flatMap((part) => part.unread ?? []))];
  return {
    ...(unread.length === 0 && { text: parts.map(({ text }) => text).join('') }),
    shown: parts.map(({ shown }) => shown).join(''),
    unread,
  };
}

interface Part {
  readonly text?: string;
  readonly shown: string;
  readonly unread?: string;
}

type Variables = ReadonlyMap<string, readonly Part[]>;

function partsOf(value: unknown, pseudo: PseudoParameters): readonly Part[] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [literal(String(value))];
  const [name, ...others] = isJsonObject(value) ? Object.keys(value) : [];
  if (!isJsonObject(value) || name === undefined || others.length > 0) return [unread('a value that is no text')];
  const argument = value[name];
  if (name === 'Ref' && typeof argument === 'string') return variable(argument, pseudo, new Map());
  if (name === 'Fn::Join') return join(argument, pseudo) ?? [unread(name)];
  if (name === 'Fn::Sub') return substitute(argument, pseudo) ?? [unread(name)];
  return [unread(name)];
}

function join(argument: unknown, pseudo: PseudoParameters): readonly Part[] | undefined {
  const [separator, items] = Array.isArray(argument) ? argument : [];
  if (typeof separator !== 'string' || !Array.isArray(items)) return undefined;
  return items.flatMap((item: unknown, index) => [...(index === 0 ? [] : [literal(separator)]), ...partsOf(item, pseudo)]);
}

function substitute(argument: unknown, pseudo: PseudoParameters): readonly Part[] | undefined {
  const [text, given]: readonly unknown[] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string' || !isJsonObject(given)) return undefined;
  const variables: Variables = new Map(Object.entries(given).map(([name, value]) => [name, partsOf(value, pseudo)]));
  // Every second piece is what stood between `${` and `}`; with `!` in front it is meant literally.
  return text.split(/\$\{([^}]*)\}/).flatMap((piece, index) => {
    if (index % 2 === 0) return [literal(piece)];
    return piece.startsWith('!') ? [literal(`\${${piece.slice(1)}}`)] : variable(piece.trim(), pseudo, variables);
  });
}

function variable(name: string, pseudo: PseudoParameters, variables: Variables): readonly Part[] {
  const text = pseudo.get(name);
  return variables.get(name) ?? [text === undefined ? { shown: `\${${name}}`, unread: `Ref ${name}` } : { text, shown: `\${${name}}` }];
}

function literal(text: string): Part {
  return { text, shown: text };
}

function unread(what: string): Part {
  return { shown: `\${${what}}`, unread: what };
}

/** The member, unless it is not there: left out, null, or `AWS::NoValue`. */
export function memberOf(object: JsonObject, name: string): unknown {
  const value = object[name] ?? undefined;
  return isJsonObject(value) && value['Ref'] === 'AWS::NoValue' ? undefined : value;
}
