// Talking to the app, with the key that the page was opened with.

const page = new URL(location.href);
const key = page.searchParams.get('code');

class Problem extends Error {}

/** @param alsoTaken statuses of answers that are no refusals, though they are no successes */
async function ask(url, options = {}, alsoTaken = []) {
  const headers = { Accept: 'application/json', ...options.headers };
  if (key !== null) {
    headers['x-functions-key'] = key;
  }
  let answer;
  try {
    answer = await fetch(url, { ...options, headers, cache: 'no-store', credentials: 'same-origin' });
  } catch {
    throw new Problem('The app could not be reached. Is it running, and is this computer online?');
  }
  if (answer.status === 204) {
    return {};
  }
  const body = await answer.json().catch(() => null);
  if (!answer.ok && !alsoTaken.includes(answer.status)) {
    throw new Problem(refusal(answer.status, body));
  }
  if (body === null || typeof body !== 'object') {
    throw new Problem(`The app answered ${answer.status}, but not with JSON.`);
  }
  return body;
}

function refusal(status, body) {
  const said = [body?.title, body?.detail].filter((text) => typeof text === 'string' && text !== '');
  if (status === 401 && said.length === 0) {
    const hint = key === null
      ? 'Open this page with a function key: add ?code=… to its address.'
      : 'The key after ?code= in this page’s address is wrong, or it has been renewed.';
    return `The app did not let this page in (401). ${hint}`;
  }
  if (said.length > 0) {
    return `${said.map(sentence).join(' ')} (${status})`;
  }
  return `The app answered ${status} without saying why.`;
}

const wordsOf = (trouble) => (trouble instanceof Problem ? trouble.message : 'The app’s answer could not be understood.');
