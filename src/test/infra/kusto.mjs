import { createRequire } from 'node:module';

// Two scripts for a browser's global scope.
const require = createRequire(import.meta.url);
require('@kusto/language-service-next/bridge.min.js');
require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
const { KustoCode, GlobalState, Symbols } = globalThis.Kusto.Language;

/** A database as Kusto's own language service sees it: tables, external tables and functions to bind names to. */
export class KustoDatabase {
  #members = [];
  #globals;
  #known = new Map();

  /** @param columns as in Kusto: `(name: type, …)` */
  withTable(name, columns) {
    return this.#with(new Symbols.TableSymbol.$ctor7(name, columns, null));
  }

  withExternalTable(name, columns) {
    return this.#with(new Symbols.ExternalTableSymbol.$ctor4(name, columns, null));
  }

  withFunction(name, parameters, body) {
    return this.#with(new Symbols.FunctionSymbol.$ctor16(name, parameters, body, null));
  }

  #with(symbol) {
    this.#members.push(symbol);
    this.#globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('database', this.#members));
    this.#known.clear();
    return this;
  }

  /** What the language service has against a query or a command: syntax, and names and types that do not bind. */
  problemsIn(code) {
    if (!this.#known.has(code)) {
      const diagnostics = KustoCode.ParseAndAnalyze(code, this.#globals ?? GlobalState.Default).GetDiagnostics();
      const problems = Array.from({ length: diagnostics.Count }, (_, i) => diagnostics.getItem(i)).map(
        ({ Message, Start, Length }) => `${Message} At: ${code.slice(Start, Start + Length) || 'the end'}`,
      );
      this.#known.set(code, problems);
    }
    return this.#known.get(code);
  }
}
