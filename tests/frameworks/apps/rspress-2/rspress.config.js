export default { root: 'docs', title: 'The Lantern' };
