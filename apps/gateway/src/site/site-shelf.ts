import { openSite, type Site, siteBuiltAtMs } from './site';

/** Keeps the exported pages at hand; a first or a new build is noticed by the request that comes after it. */
export class SiteShelf {
  readonly #root: string;
  #site: Site | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  /** The pages, or undefined while there is no build. */
  current(): Site | undefined {
    const builtAtMs = siteBuiltAtMs(this.#root);
    if (builtAtMs === undefined) this.#site = undefined;
    else if (this.#site?.builtAtMs !== builtAtMs) this.#site = openSite(this.#root, builtAtMs);
    return this.#site;
  }
}
