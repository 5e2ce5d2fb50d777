import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LEFT_OUT = new Set(['.git', 'target', 'node_modules', 'test', 'bench']);
const TEXTS = /(\.(bicep|bicepparam|json|yaml|yml|sh|ps1|java|md|kql|sha256|example|xml)|^\.funcignore)$/;

/** The repository's texts in memory, so that a seeded fault never touches a file. */
export class Repository {
  #texts;

  constructor(texts) {
    this.#texts = texts;
  }

  static read(root) {
    const texts = new Map();
    const visit = (folder) => {
      for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) {
          visit(path);
        } else if (entry.isFile() && TEXTS.test(entry.name)) {
          texts.set(path, readFileSync(join(root, path), 'utf8'));
        }
      }
    };
    visit('');
    return new Repository(texts);
  }

  has(path) {
    return this.#texts.has(path);
  }

  text(path) {
    if (!this.has(path)) {
      throw new Error(`There is no file ${path}`);
    }
    return this.#texts.get(path);
  }

  json(path) {
    return JSON.parse(this.text(path));
  }

  paths(pattern) {
    return [...this.#texts.keys()].filter((path) => pattern.test(path)).sort();
  }

  with(path, text) {
    return new Repository(new Map(this.#texts).set(path, text));
  }
}
