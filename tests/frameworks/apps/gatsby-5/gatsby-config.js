module.exports = { jsxRuntime: 'automatic' };
