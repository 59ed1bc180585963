module.exports = { title: 'The Lantern', evergreen: true };
