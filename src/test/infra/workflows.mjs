import { register } from 'node:module';

register('./json-modules.mjs', import.meta.url);
const { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } = await import('@actions/workflow-parser');

/** The workflows in the eyes of GitHub's own parser, which carries the schema. */
export async function checkWorkflows(repository) {
  const found = [];
  for (const path of repository.paths(/^\.github\/workflows\/.*\.ya?ml$/)) {
    const result = parseWorkflow({ name: path, content: repository.text(path) }, new NoOperationTraceWriter());
    if (result.value) {
      await convertWorkflowTemplate(result.context, result.value);
    }
    found.push(
      ...result.context.errors.getErrors().map(({ message }) => ({ check: 'workflow', where: path, text: message })),
      ...unpinned(repository.text(path)).map((text) => ({ check: 'workflow', where: path, text })),
    );
  }
  return found;
}

const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

/** A tag can be moved to other code, a commit cannot. */
const unpinned = (workflow) =>
  [...workflow.matchAll(/^\s*(?:- )?uses: (.*)$/gm)]
    .map(([, used]) => used.trim())
    .filter((used) => !PINNED.test(used))
    .map((used) => `${used} is not pinned to a commit, with its version behind it`);
