export default ({ app, render }) => {
    app.page = async (req, res) => {
        try {
            const html = await render({ req, res });
            res.setHeader('Content-Type', 'text/html; charset=utf-8');
            res.end(html);
        } catch (e) {
            res.statusCode = 404;
            res.end(String(e.stack || e));
        }
    };
};
