// A value that many parts of the page watch.
import { useEffect, useState } from "./view.js";

export function store(value) {
  const watching = new Set();
  return {
    get: () => value,
    set(next) {
      value = { ...value, ...next };
      for (const watch of [...watching]) watch(value);
    },
    watch(call) {
      watching.add(call);
      return () => watching.delete(call);
    },
  };
}

/** Draw the part again whenever the value changes. */
export function use(one) {
  const [, again] = useState(0);
  useEffect(() => one.watch(() => again((times) => times + 1)), [one]);
  return one.get();
}
