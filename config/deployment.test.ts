import { existsSync, globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { settingNames } from './environment.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const { load } = jest.requireActual<{ load: (text: string) => unknown }>('js-yaml');
const names = z.array(z.string()).default([]);
const settings = z.record(z.string(), z.string()).default({});
const compose = z.object({
  services: z.record(z.string(), z.object({
    image: z.string(), read_only: z.boolean().default(false), cap_drop: names, security_opt: names, user: z.string().optional(), volumes: names, networks: names, secrets: names, profiles: names,
    environment: settings, env_file: names, ports: names, healthcheck: z.object({ test: z.array(z.string()) }).optional(), privileged: z.boolean().default(false),
    depends_on: z.record(z.string(), z.object({ condition: z.enum(['service_started', 'service_healthy']) })).default({}), build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  })),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) })), volumes: z.record(z.string(), z.unknown()), secrets: z.record(z.string(), z.object({ file: z.string() })),
}).parse(load(read('deploy/compose.yaml')));
const services = Object.entries(compose.services);
const nodes = services.filter(([name]) => name.startsWith('node-'));
const dockerfile = read('deploy/Dockerfile');
const unit = read('deploy/systemd/eid-aan-huis.service');
const makesSecrets = read('deploy/make-secrets.sh');

test('there are three nodes of one image, which share what nodes must share, and none goes without the bus or the database', () => {
  expect(nodes).toHaveLength(3);
  for (const [, { image, volumes, environment }] of nodes) {
    expect({ image, volumes }).toEqual({ image: 'eid-aan-huis:local', volumes: ['state:/data'] });
    expect(Object.keys(environment)).toEqual(expect.arrayContaining(['NATS_URL', 'DATABASE_URL_FILE']));
  }
});

test('the node at the border is given the bus and nothing else: no database, no keys, no volume, no way in', () => {
  const { environment, volumes, secrets, ports } = compose.services['border'] ?? {};
  expect({ volumes, ports, secrets, roles: environment?.['ROLES'] }).toEqual({ volumes: [], ports: [], secrets: ['bus-key', 'nats-border-credentials', 'nats-ca'], roles: 'connectors' });
  expect(Object.keys(environment ?? {}).filter((name) => /DATABASE|DATA_DIR/.test(name))).toEqual([]);
});

test('every setting that the deployment names is one that the middleware reads', () => {
  const named = [
    ...services.filter(([name]) => name === 'border' || name.startsWith('node-')).flatMap(([, { environment }]) => Object.keys(environment)),
    ...[...dockerfile.matchAll(/^ENV (.*)$/gm)].flatMap(([, line = '']) => line.split(' ').map((pair) => pair.split('=')[0] ?? '')),
    ...[...unit.matchAll(/^Environment=(.*)$/gm)].flatMap(([, line = '']) => line.split(' ').map((pair) => pair.split('=')[0] ?? '')),
    ...[...read('deploy/systemd/environment.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name = '']) => name),
  ];
  expect(named.filter((name) => name !== 'NODE_ENV' && !settingNames.includes(name))).toEqual([]);
});

test('every volume, network, secret and service that is named is there, and every secret is one that make-secrets.sh makes', () => {
  for (const [name, { volumes, networks, secrets, depends_on }] of services) {
    for (const mount of volumes.map((volume) => volume.split(':')[0] ?? '')) expect([name, mount, mount.startsWith('.') ? existsSync(join(root, 'deploy', mount)) : mount in compose.volumes]).toEqual([name, mount, true]);
    expect(networks.filter((network) => !(network in compose.networks))).toEqual([]);
    expect(secrets.filter((secret) => !(secret in compose.secrets))).toEqual([]);
    expect(Object.keys(depends_on).filter((other) => !(other in compose.services))).toEqual([]);
    // The nodes' own health check is in the image.
    const sick = Object.entries(depends_on).filter(([other, { condition }]) => condition === 'service_healthy' && !other.startsWith('node-') && !compose.services[other]?.healthcheck);
    expect(sick).toEqual([]);
  }
  for (const file of [...Object.values(compose.secrets).map(({ file: path }) => path), ...services.flatMap(([, { env_file }]) => env_file)]) {
    expect(file).toMatch(/^secrets\//);
    expect(makesSecrets).toContain(file.slice('secrets/'.length));
  }
});

test('every variable that the configuration of NATS takes from its environment is given to it', () => {
  const wanted = globSync('deploy/nats/*.conf', { cwd: root }).flatMap((file) => [...read(file).matchAll(/\$(EID_[A-Z_]+)/g)].map(([, name = '']) => name));
  const users = /for user in ([A-Z_ ]+);/.exec(makesSecrets)?.[1]?.split(' ') ?? [];
  const given = new Set([...Object.keys(compose.services['nats']?.environment ?? {}), 'EID_NATS_NODE_PASSWORD', 'EID_NATS_BORDER_PASSWORD', ...users.map((user) => `EID_NATS_${user}_PASSWORD`)]);
  expect(wanted.filter((name) => !given.has(name))).toEqual([]);
});

test('what runs can write nowhere but in its volumes, gains no rights, and is reached from this machine only', () => {
  for (const [name, service] of services.filter(([one]) => one !== 'register')) {
    expect([name, service.read_only, service.cap_drop, service.privileged]).toEqual([name, true, ['ALL'], false]);
    expect(service.security_opt).toContain('no-new-privileges:true');
    expect(service.ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    // Passwords come as files; what an image takes from its environment alone stands in a file that is not committed.
    expect(Object.keys(service.environment).filter((setting) => /PASSWORD(?!_FILE)/.test(setting))).toEqual([]);
  }
  expect(compose.networks['inside']).toEqual({ internal: true });
  expect(read('.gitignore').split('\n')).toContain('deploy/secrets/');
});

test('the image runs without a shell, as a user without rights, who cannot change the program', () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
  expect(last).toMatch(/^\nFROM gcr\.io\/distroless\/cc-debian12:nonroot\n/);
  expect(last).toMatch(/^USER 65532:65532$/m);
  expect(last).not.toMatch(/^RUN /m);
  expect(last).toContain('COPY --from=install /app /app\n');
  for (const form of ['ENTRYPOINT', 'CMD']) expect(last).toMatch(new RegExp(`^${form} \\["`, 'm'));
  expect(last).toMatch(/^HEALTHCHECK .* CMD \["/m);
});

test('every program that image and unit start is there, and .dockerignore leaves it in', () => {
  const started = new Set([dockerfile, unit, ...nodes.map(() => read('deploy/compose.yaml'))].flatMap((text) => [...text.matchAll(/\btools\/[a-z-]+\/[a-z-]+\.ts/g)].map(([file]) => file)));
  const left = read('.dockerignore').split('\n');
  expect([...started].toSorted((a, b) => a.localeCompare(b))).toEqual(['tools/health-check/health-check.ts', 'tools/start/start.ts']);
  for (const file of started) expect([existsSync(join(root, file)), left.includes(file.split('/').slice(0, 2).join('/'))]).toEqual([true, false]);
});

test('nothing that runs in an installation needs a package that is only there for development, or a tool that the image leaves out', () => {
  const { dependencies } = z.object({ dependencies: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));
  const left = read('.dockerignore').split('\n').filter((line) => line.startsWith('tools/'));
  // The rules of the store are a part of its suites.
  const files = globSync(['moleculer.config.ts', '{config,connectors,plugins,services,tools}/**/*.ts'], { cwd: root }).filter((file) => !/\.test(-d)?\.ts$/.test(file) && !left.some((folder) => file.startsWith(`${folder}/`)) && !file.startsWith('tools/test-house/') && file !== 'services/store/store-rules.ts');
  const lacking = files.flatMap((file) => [...read(file).matchAll(/^(?:import|export) (?!type )[^;]*?from '([^'.][^']*)';|\bimport\('([^'.][^']*)'\)/gm)].flatMap(([, fixed, dynamic]) => {
    const wanted = fixed ?? dynamic ?? '';
    if (wanted.startsWith('#')) return left.some((folder) => wanted.startsWith(`#${folder}/`)) || wanted.startsWith('#tools/test-house/') ? [`${file}: ${wanted}`] : [];
    const name = wanted.startsWith('@') ? wanted.split('/').slice(0, 2).join('/') : wanted.split('/')[0] ?? '';
    return wanted.startsWith('node:') || builtinModules.includes(name) || Object.hasOwn(dependencies, name) ? [] : [`${file}: ${name}`];
  }));
  expect(files.length).toBeGreaterThan(500);
  expect(lacking).toEqual([]);
});

test('the unit hardens what it starts, and leaves V8 the memory it needs', () => {
  for (const line of ['DynamicUser=yes', 'ProtectSystem=strict', 'NoNewPrivileges=yes', 'CapabilityBoundingSet=', 'UMask=0077', 'LimitCORE=0', 'RestrictNamespaces=yes']) expect(unit.split('\n')).toContain(line);
  expect(unit).not.toMatch(/^MemoryDenyWriteExecute/m);
});
