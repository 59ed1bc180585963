import page from '../page.jsx';

export default page('harbour');
