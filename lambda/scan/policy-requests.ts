import type { PolicyDocumentSettings } from '../../lib/core/contract';
import { VENDOR_DOCUMENTS, type DocumentForm } from '../../lib/core/policy/sources';
import type { DocumentRequest } from '../policy/refresh-policies';

/** The documents that a monitor is to read, the vendors' at their own addresses unless it says otherwise. */
export function policyRequests(documents: readonly PolicyDocumentSettings[]): readonly DocumentRequest[] {
  return documents.map(({ id, location, refresh = true }) => {
    const vendor = VENDOR_DOCUMENTS.find((source) => source.id === id);
    if (id !== undefined && !vendor) throw new Error(`'id' of a policy document must be one of ${VENDOR_DOCUMENTS.map((each) => `'${each.id}'`).join(', ')}, got: '${id}'.`);
    const place = location ?? vendor?.location;
    if (place === undefined) throw new Error("A policy document must have an 'id' or a 'location', got: neither.");
    return {
      ...(vendor && { id: vendor.id, family: vendor.family }),
      location: place,
      form: location === undefined && vendor ? vendor.form : formOf(place),
      refresh,
    };
  });
}

/** A mirror may hold the archive as it is, or a text. */
function formOf(location: string): DocumentForm {
  return /\.(?:tar\.gz|tgz)(?:$|[?#])/i.test(location) || location.startsWith('https://codeload.github.com/') ? 'archive' : 'text';
}

/** All of the vendors' documents, read at the vendors' own addresses or not at all. */
export function vendorRequests(refresh: boolean): readonly DocumentRequest[] {
  return policyRequests(VENDOR_DOCUMENTS.map(({ id }) => ({ id, refresh })));
}
