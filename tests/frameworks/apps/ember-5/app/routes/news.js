import Route from '@ember/routing/route';

export default class News extends Route {
    model({ slug }) {
        return slug;
    }
}
