require('@elderjs/elderjs').build();
