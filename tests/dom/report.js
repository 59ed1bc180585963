// What both judges by Chromium say at their end.

'use strict';

const fs = require('fs');

// How often each word stands there, the most frequent first.
function counted(words) {
    const n = new Map();
    for (const word of words) {
        n.set(word, (n.get(word) || 0) + 1);
    }
    return [ ...n ].sort((a, b) => b[1] - a[1]);
}

function listed(counts) {
    return counts.map(([ name, n ]) => `${name}: ${n}`).join(', ');
}

// The outcome of pairs of a page and a place, or of pages with notices: each
// { what, why }.  Fails where something differs that docs/design.md does not say.
function summary(results, things) {
    const design = fs.readFileSync(__dirname + '/../../docs/design.md', 'utf8');
    const count = what => results.filter(r => r.what === what).length;
    const names = counted(results.filter(r => r.what === 'named')
        .map(r => r.why));

    for (const [ name ] of names) {
        if (!design.includes(`\n| ${name} |`)) {
            console.log(`docs/design.md has no row "${name}"`);
            process.exitCode = 1;
        }
    }
    if (count('differs') || count('same') < results.length * 3 / 4) {
        process.exitCode = 1;
    }
    return `${results.length} ${things}: ${count('same')} as`
        + ` insertAdjacentHTML(), ${count('named')} differ as docs/design.md`
        + ` says (${listed(names)}), ${count('none')} have nothing to judge,`
        + ` ${count('differs')} differ`;
}

module.exports = { counted, listed, summary };
