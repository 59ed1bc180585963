module.exports = { siteName: 'The Lantern' };
