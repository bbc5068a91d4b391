import { groupReleases, releaseName } from '../checks/grouping';
import { isEarlier } from '../compare-policies';
import type { PolicyAnomaly, PolicyRelease, Processor } from '../policy';
import { names, reason, type GateRule, type RowMap } from './rule';

type Pair = Readonly<Partial<Record<Processor, PolicyRelease>>>;
interface Change {
  readonly before: Pair;
  readonly now: Pair;
}

/**
 * CPU and GPU agree as they did before. In all its revisions but one SageMaker Distribution has given them the same rows and
 * dates, so a difference that is new means that one of two tables was edited and the other forgotten.
 */
export const processors: GateRule = (view) => {
  const [before, now] = [pairs(view.rulingRows), pairs(view.rows)];
  const changes = [...now].map(([name, pair]) => ({ before: before.get(name) ?? {}, now: pair }));
  return [...vanished(changes), ...oneSided(changes, before), ...unequal(changes)];
};

/** A version that had both and has one. */
function vanished(changes: readonly Change[]): readonly PolicyAnomaly[] {
  const left = changes.filter(({ before, now }) => isPair(before) && !isPair(now)).flatMap(({ now }) => one(now) ?? []);
  if (left.length === 0) return [];
  return [reason('processor-vanished', 'error', `A release for cpu and gpu must keep both rows, got: only ${names(left)}. Was the other one removed by mistake?`)];
}

/** A new release with one row, of a vendor who has always given two. Images for the other processor have no date yet, which is safe. */
function oneSided(changes: readonly Change[], before: ReadonlyMap<string, Pair>): readonly PolicyAnomaly[] {
  const known = [...before.values()];
  if (known.length === 0 || !known.every(isPair)) return [];
  const lone = changes.filter(({ before: was, now }) => one(was) === undefined && !isPair(now)).flatMap(({ now }) => one(now) ?? []);
  if (lone.length === 0) return [];
  return [reason('processor-missing', 'warning', `A release should have rows for cpu and gpu, as all others here, got: only ${names(lone)}.`)];
}

/**
 * Dates that agreed and differ. Where one of them is later than before, that is good news with one witness: it can wait, while
 * a wrong one would hide an end. Where they are only earlier, or new, each row counts for its own processor, and it is told.
 */
function unequal(changes: readonly Change[]): readonly PolicyAnomaly[] {
  const differing = changes.filter(({ before, now }) => !agree(now) && agree(before));
  const isLater = ({ before, now }: Change) => ([now.cpu, now.gpu] as const).some((row) =>
    row !== undefined && isPair(before) && isEarlier(before[row.processor ?? 'cpu']?.eolFrom ?? null, row.eolFrom));
  return [true, false].flatMap((later) => {
    const found = differing.filter((change) => isLater(change) === later);
    const rows = found.flatMap(({ now }) => [now.cpu, now.gpu].flatMap((row) => row ?? []));
    if (rows.length === 0) return [];
    const told = names(rows, ({ eolFrom }) => ` (${eolFrom ?? 'no date'})`);
    return [later
      ? reason('processor-dates-differ', 'error', `The cpu and gpu rows of a release must have one date, got: ${told}. One of them is later than before, and the other does not bear it out.`)
      : reason('processor-dates-differ', 'warning', `The cpu and gpu rows of a release should have one date, got: ${told}. Each row counts for its own processor.`)];
  });
}

function pairs(rows: RowMap): ReadonlyMap<string, Pair> {
  const dated = [...rows.values()].filter(({ processor }) => processor !== undefined);
  return new Map([...groupReleases(dated, releaseName)].map(([name, group]) => [name, {
    cpu: group.find(({ processor }) => processor === 'cpu'), gpu: group.find(({ processor }) => processor === 'gpu'),
  }]));
}

function isPair({ cpu, gpu }: Pair): boolean {
  return cpu !== undefined && gpu !== undefined;
}

function one({ cpu, gpu }: Pair): PolicyRelease | undefined {
  return cpu ?? gpu;
}

/** Also where there is nothing to compare. */
function agree({ cpu, gpu }: Pair): boolean {
  return cpu === undefined || gpu === undefined || cpu.eolFrom === gpu.eolFrom;
}
