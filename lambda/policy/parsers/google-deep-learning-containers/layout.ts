import type { OutlineHeading } from '../markdown-outline';

/** Google's products with dates of their own, and the frameworks that each one's list has had ever since it was first read. */
export const PRODUCTS = {
  'vertex-training': ['tensorflow', 'pytorch', 'scikit-learn', 'xgboost', 'ray'],
  'vertex-prediction': ['tensorflow', 'optimized-tensorflow-runtime', 'pytorch', 'scikit-learn', 'xgboost'],
  'deep-learning-containers': ['base', 'tensorflow', 'pytorch'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Product = keyof typeof PRODUCTS;

/** Where in the document a table stands. */
export interface Place {
  /** The heading right above it; empty before the first one. */
  readonly heading: string;
  readonly product?: Product;
  readonly framework?: string;
}

/** What the columns of a table hold, by index. */
export interface ReleaseColumns {
  readonly version: number;
  readonly accelerators: number;
  readonly endOfSupport: number;
  readonly endOfAvailability: number;
  readonly images: number;
}

export const COLUMN_NAMES = 'version, accelerators, end of support, end of availability and images';

export type Columns =
  | { readonly kind: 'releases'; readonly columns: ReleaseColumns; readonly framework?: string }
  | { readonly kind: 'ambiguous'; readonly titles: readonly string[] }
  /** `dated`: one of the two dates is there, so rows with both were meant. `versioned`: the columns beside the dates are. */
  | { readonly kind: 'unknown'; readonly dated: boolean; readonly versioned: boolean };

const TRAINING = /\b(?:frameworks?|containers?|images?)\b.*\btraining\b/i;
const PREDICTION = /\b(?:frameworks?|containers?|images?)\b.*\b(?:predictions?|inferences?)\b/i;
const DEEP_LEARNING_CONTAINERS = /\bdeep learning containers?\b|\bchoos\w+ a container\b/i;
const RAY = /\bray\b/i;
/** A section of the Vertex page about containers of another kind. */
const PIPELINES = /\bpipelines?\b/i;

function productIn(text: string): Product | undefined {
  if (RAY.test(text) || TRAINING.test(text)) return 'vertex-training';
  if (PREDICTION.test(text)) return 'vertex-prediction';
  return DEEP_LEARNING_CONTAINERS.test(text) ? 'deep-learning-containers' : undefined;
}

/** The product that an image is of, by its path in Google's registries. */
export function productOfPath(path: string): Product {
  if (/^vertex-ai[^/]*\/training\//.test(path)) return 'vertex-training';
  return /^vertex-ai[^/]*\/prediction\//.test(path) ? 'vertex-prediction' : 'deep-learning-containers';
}

const FRAMEWORKS: readonly (readonly [string, RegExp])[] = [
  ['optimized-tensorflow-runtime', /\boptimi[sz]ed tensorflow\b/i],
  ['tensorflow', /(?<!\boptimi[sz]ed )\btensorflow\b/i],
  ['pytorch', /\bpytorch\b/i],
  ['scikit-learn', /\bscikit-?learn\b/i],
  ['xgboost', /\bxgboost\b/i],
  ['ray', RAY],
  ['vllm-inference', /\bvllm\b/i],
  ['base', /\bbase\b/i],
];

/** The framework that a text names, where it names exactly one. */
export function frameworkIn(text: string): string | undefined {
  const found = FRAMEWORKS.filter(([, pattern]) => pattern.test(text));
  return found.length === 1 ? found[0]?.[0] : undefined;
}

/** Whether a title is so plainly one of a product's list that there must be tables under it. */
export function announcedProduct({ text }: OutlineHeading): Product | undefined {
  return /^\W*(?:supported (?:frameworks?|versions?)|pre-?built containers?)\b/i.test(text) && !PIPELINES.test(text) ? productIn(text) : undefined;
}

/** Follows the headings of the document: the nearest one that names a product or a framework decides, those above it stand in. */
export class Headings {
  private readonly open: OutlineHeading[] = [];

  enter(heading: OutlineHeading): void {
    while ((this.open.at(-1)?.level ?? 0) >= heading.level) this.open.pop();
    this.open.push(heading);
  }

  place(caption = ''): Place {
    const texts = [caption, ...this.open.map(({ text }) => text).reverse()].filter((text) => text !== '');
    const naming = texts.find((text) => productIn(text) !== undefined || PIPELINES.test(text));
    return {
      heading: texts[0] ?? '',
      product: naming === undefined ? undefined : productIn(naming),
      framework: texts.map(frameworkIn).find((framework) => framework !== undefined),
    };
  }
}

const END_OF_SUPPORT = /\bend\b.*\bsupport\b/;
const END_OF_AVAILABILITY = /\bend\b.*\bavailability\b/;

/** Reads a table's titles, in any order and with others between them. */
export function columnsOf(titles: readonly string[]): Columns {
  const names = titles.map((title) => title.slice(0, 100).toLowerCase().replace(/\s+/g, ' ').trim());
  const dates = [END_OF_SUPPORT, END_OF_AVAILABILITY].map((date) => indexes(names, (name) => date.test(name)));
  const [version] = indexes(names, (name) => /\bversion\b/.test(name) && !/\baccelerators?\b|\bpatch\b|\bcuda\b/.test(name));
  const [accelerators] = indexes(names, (name) => /\baccelerators?\b/.test(name));
  const [images] = indexes(names, (name) => /\bimages?\b/.test(name));
  const ambiguous = dates.find((found) => found.length > 1);
  if (ambiguous) return { kind: 'ambiguous', titles: ambiguous.map((index) => titles[index] ?? '') };
  const [[endOfSupport] = [], [endOfAvailability] = []] = dates;
  const dated = endOfSupport !== undefined || endOfAvailability !== undefined;
  if (version === undefined || accelerators === undefined) return { kind: 'unknown', dated, versioned: false };
  if (images === undefined || endOfSupport === undefined || endOfAvailability === undefined) return { kind: 'unknown', dated, versioned: true };
  const columns = { version, accelerators, endOfSupport, endOfAvailability, images };
  return { kind: 'releases', columns, framework: RAY.test(names[version] ?? '') ? 'ray' : undefined };
}

function indexes(names: readonly string[], test: (name: string) => boolean): readonly number[] {
  return names.flatMap((name, index) => (test(name) ? [index] : []));
}
