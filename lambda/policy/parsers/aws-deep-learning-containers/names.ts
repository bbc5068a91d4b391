import type { PolicyRelease } from '../../../../lib/core/policy/policy';

/** What a row of the rendered table is about. */
export interface PageName {
  readonly framework: string;
  readonly repositories: readonly string[];
  readonly os?: string;
  /** The page calls it by a name that nobody has told. */
  readonly isUnknown?: true;
}

/**
 * The names of the rendered table, as `display_names` and `framework_groups` of docs/src/global.yml give them. A name stands
 * for all of these repositories whose dates agree; one that differs has a row of its own.
 */
const NAMES: Readonly<Record<string, Omit<PageName, 'isUnknown'>>> = {
  'base': { framework: 'base', repositories: ['base'] },
  'base (ubuntu)': { framework: 'base', repositories: ['base'], os: 'ubuntu' },
  'pytorch': { framework: 'pytorch', repositories: ['pytorch', 'pytorch-training', 'pytorch-training-arm64', 'pytorch-inference', 'pytorch-inference-arm64'] },
  'pytorch training': { framework: 'pytorch', repositories: ['pytorch-training', 'pytorch-training-arm64'] },
  'pytorch training arm64': { framework: 'pytorch', repositories: ['pytorch-training-arm64'] },
  'pytorch inference': { framework: 'pytorch', repositories: ['pytorch-inference', 'pytorch-inference-arm64'] },
  'pytorch inference arm64': { framework: 'pytorch', repositories: ['pytorch-inference-arm64'] },
  'tensorflow': { framework: 'tensorflow', repositories: ['tensorflow-training', 'tensorflow-inference', 'tensorflow-inference-arm64'] },
  'tensorflow training': { framework: 'tensorflow', repositories: ['tensorflow-training'] },
  'tensorflow inference': { framework: 'tensorflow', repositories: ['tensorflow-inference', 'tensorflow-inference-arm64'] },
  'tensorflow inference arm64': { framework: 'tensorflow', repositories: ['tensorflow-inference-arm64'] },
  'scikit-learn': { framework: 'scikit-learn', repositories: ['sagemaker-scikit-learn'] },
  'xgboost': { framework: 'xgboost', repositories: ['sagemaker-xgboost'] },
  'whisperx': { framework: 'whisperx', repositories: ['whisperx'] },
  'ray': { framework: 'ray', repositories: ['ray'] },
};

/** What the names of a page mean, in their order. */
export function meaningsOf(names: readonly string[]): readonly PageName[] {
  const keys = names.map((name) => name.toLowerCase().replace(/\s+/g, ' ').trim());
  const known = keys.map((key) => (Object.hasOwn(NAMES, key) ? NAMES[key] : undefined));
  // `Base` was Ubuntu's until August 2026. Where a page tells Ubuntu's images apart, the name alone is Amazon Linux's.
  const tellsUbuntu = keys.includes('base (ubuntu)');
  return keys.map((key, index): PageName => {
    const meaning: PageName = known[index] ?? { framework: key, repositories: [], isUnknown: true };
    return key === 'base' && tellsUbuntu ? { ...meaning, os: 'amzn2023' } : meaning;
  });
}

/**
 * The rows that a name stands for, apart from repositories that `others`, names of rows for the same version, are more about.
 */
export function targetsOf(name: PageName, others: readonly PageName[]): readonly Pick<PolicyRelease, 'repository' | 'os'>[] {
  const os = name.os === undefined ? {} : { os: name.os };
  if (name.repositories.length === 0) return [os];
  const closer = others.filter((other) => other.repositories.length < name.repositories.length);
  const taken = new Set(closer.flatMap(({ repositories }) => repositories));
  return name.repositories.filter((repository) => !taken.has(repository)).map((repository) => ({ repository, ...os }));
}
