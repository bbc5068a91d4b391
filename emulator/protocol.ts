import { ECR_OPERATIONS } from './ecr';
import { nameOf, type Operation } from './operation';
import { isRecord } from './rules';
import { SAGEMAKER_OPERATIONS } from './sagemaker';
import type { Violation } from './schema';
import { ServiceFault } from './service-fault';
import { STS_OPERATIONS } from './sts';

/** How one service speaks on the wire. */
export interface Service {
  readonly name: 'sagemaker' | 'ecr' | 'sts';
  readonly contentType: string;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly unknownOperation: string;
  /** The request's members. Throws ServiceFault where the body can't be read. */
  parse(body: string): unknown;
  violated(violations: readonly Violation[]): ServiceFault;
  answer(operation: string, result: object, requestId: string): string;
  failure(fault: ServiceFault, requestId: string): string;
}

export interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const JSON_TYPE = 'application/x-amz-json-1.1';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const STS_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const STS_VERSION = '2011-06-15';

const json = {
  contentType: JSON_TYPE,
  unknownOperation: 'UnknownOperationException',
  parse: (body: string): unknown => {
    try {
      return JSON.parse(body);
    } catch {
      throw new ServiceFault('SerializationException', 'The request body is not JSON');
    }
  },
  answer: (_operation: string, result: object): string => JSON.stringify(result),
  // Refusals of access spell it with a capital letter, all else does not.
  failure: ({ code, message }: ServiceFault): string =>
    JSON.stringify({ __type: code, [code === 'AccessDeniedException' ? 'Message' : 'message']: message }),
};

const SAGEMAKER: Service = {
  ...json,
  name: 'sagemaker',
  operations: byName(SAGEMAKER_OPERATIONS),
  violated: (violations) => unreadable(violations) ?? new ServiceFault('ValidationException', constraintMessage(violations)),
};

const ECR: Service = {
  ...json,
  name: 'ecr',
  operations: byName(ECR_OPERATIONS),
  violated: (violations) => unreadable(violations)
    ?? new ServiceFault('InvalidParameterException', violations.map(({ path, rule }) =>
      `Invalid parameter at '${path}' failed to satisfy constraint: 'Member must ${rule}'`).join('; ')),
};

const STS: Service = {
  name: 'sts',
  contentType: FORM_TYPE,
  operations: byName(STS_OPERATIONS),
  unknownOperation: 'InvalidAction',
  parse: (body) => parseForm(new URLSearchParams(body)),
  violated: (violations) => new ServiceFault('ValidationError', constraintMessage(violations)),
  answer: (operation, result, requestId) => `<${operation}Response xmlns="${STS_NAMESPACE}"><${operation}Result>${xml(result)}</${operation}Result>`
    + `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
  failure: ({ code, message, status }, requestId) => `<ErrorResponse xmlns="${STS_NAMESPACE}"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>`
    + `<Code>${escape(code)}</Code><Message>${escape(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
};

const TARGETS: ReadonlyMap<string, Service> = new Map([['SageMaker', SAGEMAKER], ['AmazonEC2ContainerRegistry_V20150921', ECR]]);

/** The service and operation that a request names; undefined where it is a request to none of them. */
export function route(target: string | undefined, contentType: string, body: string): { service: Service; operation: string } | undefined {
  if (target !== undefined) {
    const [prefix = '', operation = ''] = target.split('.');
    const service = TARGETS.get(prefix);
    return service && contentType.startsWith(JSON_TYPE) ? { service, operation } : undefined;
  }
  if (!contentType.startsWith(FORM_TYPE)) return undefined;
  const form = new URLSearchParams(body);
  return form.get('Version') === STS_VERSION ? { service: STS, operation: form.get('Action') ?? '' } : undefined;
}

function byName(operations: readonly Operation[]): ReadonlyMap<string, Operation> {
  return new Map(operations.map((operation) => [nameOf(operation), operation]));
}

function unreadable(violations: readonly Violation[]): ServiceFault | undefined {
  const first = violations.find((violation) => violation.isUnreadable);
  return first && new ServiceFault('SerializationException', `Member '${first.path}' must ${first.rule}, got: ${JSON.stringify(first.value)}`);
}

function constraintMessage(violations: readonly Violation[]): string {
  const each = violations.map(({ path, value, rule }) => {
    const member = path.charAt(0).toLowerCase() + path.slice(1);
    const shown = value === null ? 'null' : `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
    return `Value ${shown} at '${member}' failed to satisfy constraint: Member must ${rule}`;
  });
  return `${each.length} validation error${each.length === 1 ? '' : 's'} detected: ${each.join('; ')}`;
}

/** Only flat members and lists of structures occur in the two operations; lists are not read. */
function parseForm(form: URLSearchParams): unknown {
  const numeric = new Set(['DurationSeconds']);
  const members = [...form].filter(([name]) => name !== 'Action' && name !== 'Version' && !name.includes('.'));
  return Object.fromEntries(members.map(([name, value]) => [name, numeric.has(name) ? Number(value) : value]));
}

function xml(value: unknown): string {
  if (!isRecord(value)) return escape(String(value));
  return Object.entries(value).map(([name, member]) => `<${name}>${xml(member)}</${name}>`).join('');
}

function escape(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
