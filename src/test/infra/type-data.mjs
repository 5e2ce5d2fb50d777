import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/** For which platform the package with the type data is made; elsewhere the types go unchecked. */
export const TYPE_DATA_PACKAGE = '@azure/mcp-linux-x64';

function program() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${TYPE_DATA_PACKAGE}/package.json`)), 'dist', 'azmcp');
  } catch {
    return undefined;
  }
}

/**
 * Microsoft's type data of these resource types, in the newest stable API version: a map to `{version, body, types}`,
 * to `{version}` of a type whose properties the package does not have, or to `{}` of one that it does not know at all.
 * Undefined where the package is not installed. The program answers from what it carries: no network, no telemetry.
 */
export async function readTypeData(types) {
  const path = program();
  if (path === undefined) {
    return undefined;
  }
  const server = spawn(path, ['server', 'start', '--tool', 'bicepschema_get'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, AZURE_MCP_COLLECT_TELEMETRY: 'false', DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
  });
  const send = (message) => server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const found = new Map();
  try {
    send({
      id: -1,
      method: 'initialize',
      params: { protocolVersion: '2025-03-26', capabilities: {}, clientInfo: { name: 'callarchive', version: '1' } },
    });
    for await (const line of createInterface({ input: server.stdout })) {
      const message = line.startsWith('{') ? JSON.parse(line) : {};
      if (message.id === -1) {
        send({ method: 'notifications/initialized' });
        types.forEach((type, id) =>
          send({ id, method: 'tools/call', params: { name: 'bicepschema_get', arguments: { 'resource-type': type } } }),
        );
      } else if (message.id !== undefined) {
        found.set(types[message.id], typeData(types[message.id], JSON.parse(message.result.content[0].text)));
      }
      if (found.size === types.length) {
        return found;
      }
    }
    throw new Error(`${TYPE_DATA_PACKAGE} ended before it had answered`);
  } finally {
    server.kill();
  }
}

function typeData(type, { status, message, results }) {
  if (status !== 200) {
    const version = /with apiVersion (\S+) not supported/.exec(message)?.[1];
    return { version };
  }
  const all = results.BicepSchemaResult;
  const resource = all.find((one) => one.$type === 'Resource' && one.name.startsWith(`${type}@`));
  return {
    version: resource.name.split('@')[1],
    body: resource.bodyType,
    types: new Map(all.filter((one) => one.$type.endsWith('Object')).map((one) => [one.name, one])),
  };
}
