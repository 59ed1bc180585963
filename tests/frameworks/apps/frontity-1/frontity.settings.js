module.exports = { name: 'lantern', packages: [ 'lantern' ] };
