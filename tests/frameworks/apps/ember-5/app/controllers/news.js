import Controller from '@ember/controller';
import { action } from '@ember/object';
import { tracked } from '@glimmer/tracking';

export default class News extends Controller {
    @tracked n = 0;

    constructor() {
        super(...arguments);
        if (typeof FastBoot === 'undefined') {
            setTimeout(() => { window.hydrated = true; }, 500);
        }
    }

    @action count() {
        this.n++;
    }
}
