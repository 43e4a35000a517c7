// What a new forum would be, until somebody says that it is one.
import { store } from "./store.js";

export const proposal = store({ name: "", date: "", cities: [], kind: "" });
