import { AssumeRole$, GetCallerIdentity$ } from '@aws-sdk/client-sts';
import { accessKeyId, deny, sessionToken } from './caller';
import type { Call, Operation } from './operation';
import { length, pattern, range } from './schema';

const ROLE_ARN = /^arn:[a-z-]+:iam::(\d{12}):role\/[\w+=,.@/-]+$/;
const DEFAULT_SECONDS = 3600;

export const STS_OPERATIONS: readonly Operation[] = [
  {
    schema: GetCallerIdentity$,
    constraints: {},
    subject: () => ({}),
    answer: ({ caller }) => ({ Arn: caller.arn, UserId: caller.userId, Account: caller.accountId }),
  },
  {
    schema: AssumeRole$,
    constraints: {
      RoleArn: pattern(ROLE_ARN), RoleSessionName: pattern(/^[\w+=,.@-]{2,64}$/), DurationSeconds: range(900, 43_200),
      ExternalId: length(2, 1224),
    },
    subject: (input) => {
      const resource = input.text('RoleArn');
      const accountId = ROLE_ARN.exec(resource)?.[1];
      return { resource, ...(accountId === undefined ? {} : { accountId }) };
    },
    answer: assumeRole,
  },
];

function assumeRole({ input, caller, world, subject }: Call): object {
  const roleArn = input.text('RoleArn');
  const sessionName = input.text('RoleSessionName');
  if (!world.hasAccount(subject.accountId)) throw deny(caller, 'sts:AssumeRole', roleArn, 'sts');
  const key = accessKeyId(subject.accountId);
  const partition = roleArn.split(':')[1];
  // By the real clock, not the emulated one: clients compare it with theirs.
  const expiration = new Date(Date.now() + (input.optionalNumber('DurationSeconds') ?? DEFAULT_SECONDS) * 1000);
  return {
    Credentials: {
      AccessKeyId: key,
      SecretAccessKey: `secret of ${key}`,
      SessionToken: sessionToken(roleArn, sessionName),
      Expiration: expiration.toISOString(),
    },
    AssumedRoleUser: {
      AssumedRoleId: `${key}:${sessionName}`,
      Arn: `arn:${partition}:sts::${subject.accountId}:assumed-role/${roleArn.split('/').at(-1)}/${sessionName}`,
    },
  };
}
