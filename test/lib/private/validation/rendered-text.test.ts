import { hasUnknownAccount, memberOf, pseudoParameters, renderText } from '../../../../lib/private/validation/rendered-text';

const pseudo = pseudoParameters('111122223333', 'eu-west-1');
const ref = (name: string): object => ({ Ref: name });

it.each<[string, unknown, string | undefined, string, string[]]>([
  ['a literal', 'a/b:1', 'a/b:1', 'a/b:1', []],
  ['a number', 3, '3', '3', []],
  ['a pseudo parameter', ref('AWS::Region'), 'eu-west-1', '${AWS::Region}', []],
  ['the partition and its suffix', { 'Fn::Join': ['|', [ref('AWS::Partition'), ref('AWS::URLSuffix')]] }, 'aws|amazonaws.com', '${AWS::Partition}|${AWS::URLSuffix}', []],
  ['a join', { 'Fn::Join': ['', [ref('AWS::AccountId'), '.dkr.ecr/x']] }, '111122223333.dkr.ecr/x', '${AWS::AccountId}.dkr.ecr/x', []],
  ['a join in a join', { 'Fn::Join': ['/', ['a', { 'Fn::Join': ['-', ['b', ref('AWS::Region')]] }]] }, 'a/b-eu-west-1', 'a/b-${AWS::Region}', []],
  ['a join of nothing', { 'Fn::Join': ['/', []] }, '', '', []],
  ['a substitution', { 'Fn::Sub': '${AWS::AccountId}.x:${ AWS::Region }' }, '111122223333.x:eu-west-1', '${AWS::AccountId}.x:${AWS::Region}', []],
  ['a literal in a substitution', { 'Fn::Sub': 'a${!AWS::Region}b' }, 'a${AWS::Region}b', 'a${AWS::Region}b', []],
  ['a substitution with variables', { 'Fn::Sub': ['x:${Tag}', { Tag: ref('AWS::Region') }] }, 'x:eu-west-1', 'x:${AWS::Region}', []],
  ['a variable over a pseudo parameter', { 'Fn::Sub': ['${AWS::Region}', { 'AWS::Region': 'mine' }] }, 'mine', 'mine', []],
  ['a parameter', ref('Tag'), undefined, '${Tag}', ['Ref Tag']],
  ['a parameter in a join', { 'Fn::Join': [':', ['a', ref('Tag'), ref('Tag')]] }, undefined, 'a:${Tag}:${Tag}', ['Ref Tag']],
  ['an attribute in a substitution', { 'Fn::Sub': 'a:${Repository.Arn}' }, undefined, 'a:${Repository.Arn}', ['Ref Repository.Arn']],
  ['another function', { 'Fn::ImportValue': 'x' }, undefined, '${Fn::ImportValue}', ['Fn::ImportValue']],
  ['a join of something unknown', { 'Fn::Join': ['', { 'Fn::Split': [':', 'x'] }] }, undefined, '${Fn::Join}', ['Fn::Join']],
  ['a join without a separator', { 'Fn::Join': [['a']] }, undefined, '${Fn::Join}', ['Fn::Join']],
  ['a substitution of no text', { 'Fn::Sub': [3, {}] }, undefined, '${Fn::Sub}', ['Fn::Sub']],
  ['a substitution without an object of variables', { 'Fn::Sub': ['x', 'y'] }, undefined, '${Fn::Sub}', ['Fn::Sub']],
  ['a pseudo parameter that is known at deployment only', ref('AWS::StackName'), undefined, '${AWS::StackName}', ['Ref AWS::StackName']],
  ['a reference to a member of every object', ref('constructor'), undefined, '${constructor}', ['Ref constructor']],
  ['a reference to no text', { Ref: 3 }, undefined, '${Ref}', ['Ref']],
  ['two functions at once', { Ref: 'AWS::Region', Other: 1 }, undefined, '${a value that is no text}', ['a value that is no text']],
  ['a list', ['a'], undefined, '${a value that is no text}', ['a value that is no text']],
  ['nothing', null, undefined, '${a value that is no text}', ['a value that is no text']],
])('reads %s', (_, value, text, shown, unread) => {
  expect(renderText(value, pseudo)).toEqual({ ...(text !== undefined && { text }), shown, unread });
});

it.each([
  ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
  ['xx-nowhere-1', 'aws', 'amazonaws.com'],
])('knows the partition of %s', (region, partition, suffix) => {
  const known = pseudoParameters('111122223333', region);
  expect([known.get('AWS::Partition'), known.get('AWS::URLSuffix')]).toEqual([partition, suffix]);
});

it('makes up an account that is nobody\'s, and knows it again', () => {
  const anywhere = pseudoParameters(undefined, undefined);
  const text = (parameters: typeof anywhere): string => renderText(ref('AWS::AccountId'), parameters).text ?? '';
  expect(text(anywhere)).toMatch(/^\d{12}$/);
  expect([hasUnknownAccount(text(anywhere)), hasUnknownAccount(text(pseudo))]).toEqual([true, false]);
});

it.each([[undefined], [null], [{ Ref: 'AWS::NoValue' }]])('takes %j for a member that is not there', (value) => {
  expect(memberOf({ member: value }, 'member')).toBeUndefined();
});
