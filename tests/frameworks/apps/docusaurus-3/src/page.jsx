import Layout from '@theme/Layout';
import Link from '@docusaurus/Link';
import { Story } from '../parts/story.jsx';

export default slug => () => (
    <Layout title={slug}>
        <Link to="/ferry" id="ferry">Ferry</Link>{' '}
        <Link to="/harbour" id="harbour">Harbour</Link>
        <Story slug={slug}/>
    </Layout>
);
