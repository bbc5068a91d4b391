import { isJsonObject, type JsonObject } from '../json';
import type { BaseImage, LineageInput } from './base-image';
import type { LineageContext } from './context';
import { resolveBaseImage } from './resolve-base-image';

const SHOWN_LENGTH = 60;

/**
 * One line of a batch: a JSON object in, the base image or `{ error }` out. Total: no text makes it throw.
 * Members that are null count as absent, as container tools write them; unknown members are left alone.
 */
export function resolveCase(line: string, context: Partial<LineageContext> = {}): object {
  const read = readCase(line);
  if (typeof read === 'string') return { error: read };
  return caseResult(resolveBaseImage(read, context));
}

/** A base image in the form that other programs read. A team's own bases are named where there are any. */
export function caseResult({ family, version, processor, framework, confidence, evidence, conditions, golden }: BaseImage): object {
  return {
    family,
    version,
    processor,
    ...(framework === undefined ? {} : { framework }),
    confidence,
    evidence: evidence.map(({ kind, claim, weight }) => ({ kind, claim, weight })),
    conditions,
    ...(golden === undefined ? {} : { golden: golden.map((base) => ({ ...base.claim, confidence: base.confidence })) }),
  };
}

/** The case, or what is wrong with it. */
function readCase(line: string): LineageInput | string {
  const value = parseJson(line);
  if (value === undefined) return `a case must be one JSON object on one line, got: ${shown(line)}; check the quotes and brackets`;
  if (!isJsonObject(value)) return `a case must be a JSON object, got: ${shownJson(value)}; write {"baseImage": "…"}`;
  const { baseImage } = value;
  if (typeof baseImage !== 'string') {
    return `'baseImage' must be a string, got: ${shownJson(baseImage)}; give the image's reference as it is registered`;
  }
  const problem = problemOf(value);
  return problem ?? inputOf(baseImage, value);
}

const LISTS = ['env', 'tags', 'diffIds', 'history'];
const MAPS = ['labels', 'annotations'];

function problemOf(value: JsonObject): string | undefined {
  for (const name of LISTS) {
    const member = value[name] ?? undefined;
    if (member === undefined) continue;
    if (!Array.isArray(member)) return `'${name}' must be a list of strings, got: ${shownJson(member)}; write ["…"] or leave it out`;
    const index = member.findIndex((item) => typeof item !== 'string');
    if (index >= 0) return `'${name}[${index}]' must be a string, got: ${shownJson(member[index])}; quote it or leave it out`;
  }
  for (const name of MAPS) {
    const member = value[name] ?? undefined;
    if (member === undefined) continue;
    if (!isJsonObject(member)) return `'${name}' must be an object of strings, got: ${shownJson(member)}; write {"key": "value"} or leave it out`;
    const wrong = Object.entries(member).find(([, item]) => typeof item !== 'string');
    if (wrong) return `'${name}.${shortened(wrong[0])}' must be a string, got: ${shownJson(wrong[1])}; quote it or leave it out`;
  }
  return undefined;
}

/** A case that has any member of a config or manifest is one whose content was read. */
function inputOf(baseImage: string, value: JsonObject): LineageInput {
  const content = ['labels', 'env', 'diffIds', 'annotations', 'history'].some((name) => (value[name] ?? undefined) !== undefined);
  const facts = {
    labels: stringsByName(value['labels']),
    env: strings(value['env']),
    diffIds: strings(value['diffIds']),
    history: strings(value['history']),
    annotations: stringsByName(value['annotations']),
  };
  return { baseImage, tags: strings(value['tags']), ...(content ? { facts } : {}) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function stringsByName(value: unknown): Readonly<Record<string, string>> {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.flatMap(([name, item]) => (typeof item === 'string' ? [[name, item]] : [])));
}

function shown(text: string): string {
  return `'${shortened(text)}'`;
}

function shownJson(value: unknown): string {
  return shortened(value === undefined ? 'nothing' : JSON.stringify(value));
}

function shortened(text: string): string {
  const characters = [...text.slice(0, 2 * SHOWN_LENGTH)];
  return characters.length > SHOWN_LENGTH ? `${characters.slice(0, SHOWN_LENGTH).join('')}…` : text;
}
