import type { Block } from './block';
import type { DigestItem } from './digest-items';
import { findingBlock, openBlock } from './finding-block';
import { policyBlock } from './policy-block';
import { waiverBlock } from './waiver-block';

/** What a person reads of an item, in any message. */
export function blockOf(item: DigestItem): Block {
  switch (item.kind) {
    case 'policy': return policyBlock(item);
    case 'finding': return findingBlock(item.change, item.finding);
    case 'waiver': return waiverBlock(item);
    case 'open': return openBlock(item.finding);
  }
}
