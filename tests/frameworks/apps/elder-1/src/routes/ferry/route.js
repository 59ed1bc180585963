module.exports = {
    all: () => [ { slug: 'ferry' } ],
    permalink: ({ request }) => `/${request.slug}/`,
    data: () => ({})
};
