import type { ListImages$ } from '@aws-sdk/client-sagemaker';
import { isRecord } from './rules';

/** An operation as the SDK's own model states it: `[9, namespace, name, traits, input, output]`. */
export type OperationSchema = typeof ListImages$;

/** A bound that the SDK's schemas leave out: `rule` completes "Member must …". */
export interface Constraint {
  readonly rule: string;
  readonly test: (value: unknown) => boolean;
}

/** By member name; members of nested structures as `filter.tagStatus`, those of list items as `imageIds.imageTag`. */
export type Constraints = Readonly<Record<string, Constraint>>;

export interface Violation {
  readonly path: string;
  readonly value: unknown;
  readonly rule: string;
  /** The value has the wrong JSON type, so that a service could not even read the request. */
  readonly isUnreadable?: boolean;
}

// The numbers by which the SDK's static schemas tell kinds of shapes apart.
const LIST = 1;
const STRUCTURE = 3;
const LIST_OF = 64;
const KINDS: Readonly<Record<number, 'string' | 'number' | 'boolean'>> = { 0: 'string', 1: 'number', 2: 'boolean', 4: 'number' };

export function range(min: number, max: number): Constraint {
  return {
    rule: `have value between ${min} and ${max}`,
    test: (value) => typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max,
  };
}

export function atLeast(min: number): Constraint {
  return { rule: `have value greater than or equal to ${min}`, test: (value) => typeof value === 'number' && Number.isInteger(value) && value >= min };
}

export function memberOf(values: Readonly<Record<string, string>>): Constraint {
  const allowed = Object.values(values);
  return { rule: `satisfy enum value set: [${allowed.join(', ')}]`, test: (value) => typeof value === 'string' && allowed.includes(value) };
}

export function pattern(expression: RegExp): Constraint {
  return {
    rule: `satisfy regular expression pattern: ${expression.source}`,
    test: (value) => typeof value === 'string' && expression.test(value),
  };
}

export function length(min: number, max: number): Constraint {
  return {
    rule: `have length between ${min} and ${max}`,
    test: (value) => (typeof value === 'string' || Array.isArray(value)) && value.length >= min && value.length <= max,
  };
}

/** What the request breaks: unknown members, missing ones, wrong types, bounds. */
export function check(operation: OperationSchema, constraints: Constraints, request: unknown): readonly Violation[] {
  const violations: Violation[] = [];
  checkShape(resolve(operation[4]), constraints, request, '', violations);
  return violations;
}

/** What a structure that is no request breaks, for example settings in a document. */
export function checkStructureOf(schema: unknown, constraints: Constraints, value: unknown): readonly Violation[] {
  const violations: Violation[] = [];
  checkShape(resolve(schema), constraints, value, '', violations);
  return violations;
}

/** The members of an operation's answer, as the SDK knows them. */
export function outputMembers(operation: OperationSchema): readonly string[] {
  return structureOf(resolve(operation[5])).names;
}

function checkShape(schema: unknown, constraints: Constraints, value: unknown, path: string, found: Violation[]): void {
  const constraint = constraints[path];
  if (Array.isArray(schema) && schema[0] === STRUCTURE) checkStructure(schema, constraints, value, path, found);
  else if (Array.isArray(schema) && schema[0] === LIST) checkList(resolve(schema[4]), constraints, value, path, found);
  else if (typeof schema === 'number' && (schema & LIST_OF) !== 0) checkList(schema & ~LIST_OF, constraints, value, path, found);
  else if (typeof schema === 'number' && KINDS[schema] !== undefined && typeof value !== KINDS[schema]) {
    found.push({ path, value, rule: `be a ${KINDS[schema]}`, isUnreadable: true });
    return;
  }
  if (constraint && !constraint.test(value)) found.push({ path, value, rule: constraint.rule });
}

function checkStructure(schema: unknown, constraints: Constraints, value: unknown, path: string, found: Violation[]): void {
  if (!isRecord(value)) {
    found.push({ path, value, rule: 'be an object', isUnreadable: true });
    return;
  }
  const { names, schemas, required } = structureOf(schema);
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  for (const name of Object.keys(value)) {
    if (!names.includes(name)) found.push({ path: at(name), value: value[name], rule: 'be known to the operation' });
  }
  names.forEach((name, index) => {
    const member = value[name];
    if (member !== undefined && member !== null) checkShape(resolve(schemas[index]), constraints, member, at(name), found);
    else if (index < required) found.push({ path: at(name), value: null, rule: 'not be null' });
  });
}

function checkList(item: unknown, constraints: Constraints, value: unknown, path: string, found: Violation[]): void {
  if (!Array.isArray(value)) {
    found.push({ path, value, rule: 'be a list', isUnreadable: true });
    return;
  }
  // The list's own bound is under its path; its items' members are below it.
  const below = Object.fromEntries(Object.entries(constraints).filter(([name]) => name !== path));
  for (const entry of value) checkShape(item, below, entry, path, found);
}

/** Members that are structures are given as functions, since shapes may refer to each other. */
function resolve(reference: unknown): unknown {
  return typeof reference === 'function' ? resolve(reference()) : reference;
}

/** `[3, namespace, name, traits, memberNames, memberSchemas, requiredCount]`; the required members come first. */
function structureOf(schema: unknown): { names: readonly string[]; schemas: readonly unknown[]; required: number } {
  const [, , , , names, schemas, required] = Array.isArray(schema) ? schema : [];
  if (!Array.isArray(names) || !Array.isArray(schemas)) throw new Error(`The SDK's schema has changed its form: ${JSON.stringify(schema)}`);
  return { names: names.map(String), schemas, required: typeof required === 'number' ? required : 0 };
}
