/** What is built from a list, built once for as long as the list lives: thousands of images are judged by the same one. */
export function builtOnce<List extends object, Built>(build: (list: List) => Built): (list: List) => Built {
  const built = new WeakMap<List, Built>();
  return (list) => {
    const known = built.get(list);
    if (known !== undefined) return known;
    const made = build(list);
    built.set(list, made);
    return made;
  };
}
