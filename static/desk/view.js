// The one place that knows which library draws the page.
export { html, render, useEffect, useLayoutEffect, useRef, useState } from "../htm-3.1.1/standalone.module.js";
