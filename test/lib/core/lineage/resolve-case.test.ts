import { resolveCase } from '../../../../lib/core/lineage/resolve-case';
import { DERIVED, DLC, ERA, knownBase, layers, VERSION_LABEL } from './images';

describe('a well-formed case', () => {
  it('gives exactly the members of the contract', () => {
    const line = JSON.stringify({
      baseImage: DERIVED, labels: { [VERSION_LABEL]: '2.3.1-cpu' }, env: ['A=b'], tags: ['x'], diffIds: ['sha256:00'], annotations: {}, history: ['RUN x'],
    });
    const claim = { family: 'sagemaker-distribution', version: '2.3.1', processor: 'cpu' };
    expect(resolveCase(line)).toStrictEqual({
      ...claim, confidence: 'strong', evidence: [{ kind: 'vendor-label', claim, weight: expect.any(Number) }], conditions: [],
    });
  });

  it('names the framework where there is one', () => {
    expect(resolveCase(JSON.stringify({ baseImage: DERIVED, labels: { [`${DLC}framework.pytorch.2-12-1`]: 'true' } })))
      .toMatchObject({ framework: 'pytorch', version: '2.12.1' });
  });

  it("names a team's bases where there are any", () => {
    const golden = [{ family: 'platform', repositories: [], versionLabel: 'example.version' }];
    const line = JSON.stringify({ baseImage: DERIVED, labels: { [VERSION_LABEL]: '2.3.1-cpu', 'example.version': '7' } });
    expect(resolveCase(line, { golden })).toMatchObject({
      family: 'sagemaker-distribution', golden: [{ family: 'platform', version: '7', processor: null, confidence: 'strong' }],
    });
    expect(resolveCase(line)).not.toHaveProperty('golden');
  });

  it('is compared with the bases that are known', () => {
    const bases = [knownBase('sagemaker-distribution 2.9.2 cpu', 'ab')];
    expect(resolveCase(JSON.stringify({ baseImage: DERIVED, diffIds: layers('abx') }), { bases })).toMatchObject({ version: '2.9.2', confidence: 'certain' });
  });

  it('with nothing to recognise is a result, not an error', () => {
    expect(resolveCase('{"baseImage":"not a reference"}'))
      .toStrictEqual({ family: null, version: null, processor: null, confidence: 'none', evidence: [], conditions: [] });
  });

  it('takes null for absent and leaves unknown members alone', () => {
    expect(resolveCase(JSON.stringify({ baseImage: DERIVED, labels: null, env: [...ERA.from2_3], tags: null, processor: 'GPU' })))
      .toMatchObject({ version: '2', processor: 'cpu', conditions: ['VERSION_INFERRED'] });
  });

  it('without any content is one whose content was not read', () => {
    expect(resolveCase('{"baseImage":"registry.example/ds:2.3-cpu","tags":["x"]}')).toMatchObject({ confidence: 'weak' });
    expect(resolveCase('{"baseImage":"registry.example/ds:2.3-cpu","labels":{}}')).toMatchObject({ confidence: 'none' });
  });
});

describe('a malformed case says which member, the rule and the value', () => {
  it.each([
    ['', "a case must be one JSON object on one line, got: ''; check"],
    ['{"baseImage":', `a case must be one JSON object on one line, got: '{"baseImage":'`],
    ['[]', 'a case must be a JSON object, got: []'],
    ['null', 'a case must be a JSON object, got: null'],
    ['"x"', 'a case must be a JSON object, got: "x"'],
    ['{}', "'baseImage' must be a string, got: nothing"],
    ['{"baseImage":5}', "'baseImage' must be a string, got: 5"],
    ['{"baseImage":"a","labels":["x"]}', `'labels' must be an object of strings, got: ["x"]`],
    ['{"baseImage":"a","labels":{"k":1}}', "'labels.k' must be a string, got: 1"],
    ['{"baseImage":"a","annotations":"x"}', `'annotations' must be an object of strings, got: "x"`],
    ['{"baseImage":"a","env":{"A":"b"}}', `'env' must be a list of strings, got: {"A":"b"}`],
    ['{"baseImage":"a","env":["A=b",null]}', "'env[1]' must be a string, got: null"],
    ['{"baseImage":"a","tags":"x"}', `'tags' must be a list of strings, got: "x"`],
    ['{"baseImage":"a","diffIds":[1]}', "'diffIds[0]' must be a string, got: 1"],
    ['{"baseImage":"a","history":[[]]}', "'history[0]' must be a string, got: []"],
  ])('%s', (line, error) => {
    expect(resolveCase(line)).toStrictEqual({ error: expect.stringContaining(error) });
  });

  it('and shortens what it shows', () => {
    expect(JSON.stringify(resolveCase('x'.repeat(100_000))).length).toBeLessThan(250);
  });
});
