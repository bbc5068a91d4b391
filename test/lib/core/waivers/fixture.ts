import type { Waiver } from '../../../../lib/core/waiver';

/** Every test says what is different about its own. */
export function waiver(overrides: Partial<Waiver> = {}): Waiver {
  return { image: 'data-science', owner: 'ana', reason: 'Migration planned.', expires: '2025-06-30', ...overrides };
}
