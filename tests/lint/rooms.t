#!/usr/bin/perl

# lint-rooms.pl refuses each fault that it is for: each is planted in a small
# house of three rooms, which has none.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Copy qw( copy );
use File::Basename qw( dirname );
use File::Path qw( make_path );
use File::Temp qw( tempdir );
use Test::More;

my $lint = abs_path(dirname($0) . '/../lib/lint-rooms.pl');
my $cc = $ENV{CC} || 'gcc';

my %house = (
    'ROOMS' => "# from the ground up\n\n./ all\nlow/  (mid)  ground\n"
        . "mid/  middle\nhttp/  top\n",
    'all.h' => "typedef int  all_t;\n",
    'low/low.h' => "int low(int n);\n",
    'low/low.c' => "#include \"low/low.h\"\n\nint\nlow(int n)\n{\n"
        . "    return n + 1;\n}\n",
    'mid/mid.h' => "#include \"all.h\"\n\nall_t mid(all_t n);\n",
    'mid/mid.c' => "#include \"mid/mid.h\"\n#include \"low/low.h\"\n\nall_t\n"
        . "mid(all_t n)\n{\n    return low(n);\n}\n",
    'http/top.c' => "#include <nginx.h>\n#include \"mid/mid.h\"\n\n"
        . "int ngx_start(int n);\nint top(void);\n\nint\ntop(void)\n{\n"
        . "    return mid(ngx_start(1));\n}\n",
);

# A function of that many lines, with its return type.
sub lines_of {
    my ($name, $n) = @_;
    return "int $name(void);\n\n\nint\n$name(void)\n{\n"
        . "    /* */\n" x ($n - 5) . "    return 1;\n}\n";
}

# A file of a circle: it calls the next one.
sub circle {
    my ($name, $to) = @_;
    return "int $to(int n);\nint $name(int n);\n\n\nint\n$name(int n)\n{\n"
        . "    return $to(n);\n}\n";
}

# What the compiler made of a file, by what it saw of the house.
my %compiled;

# What lint says of the house with other files in it, undef takes one away, and
# its status; after the compiler has seen all of them but those in $uncompiled.
sub lint {
    my ($other, $uncompiled) = @_;
    my %files = (%house, %$other);
    my $dir = tempdir(CLEANUP => 1);
    my @jobs;

    for my $name (grep { defined $files{$_} } sort keys %files) {
        make_path(dirname("$dir/module/$name"), dirname("$dir/o/$name"));
        open my $f, '>', "$dir/module/$name" or die "$name: $!\n";
        print $f $files{$name};
        close $f or die "$name: $!\n";
        push @jobs, $name =~ s/\.c$//r if $name =~ /\.c$/
            && $name ne ($uncompiled || '');
    }

    make_path("$dir/nginx");
    open my $f, '>', "$dir/nginx/$_" or die "$_: $!\n"
        for qw( nginx.h maxminddb.h );

    for my $name (@jobs) {
        my $source = join "\0", map { ($_, $files{$_}) } grep {
            defined $files{$_} && (/\.h$/ || $_ eq "$name.c") } sort keys %files;
        if ($compiled{$source}) {
            copy($compiled{$source}, "$dir/o/$name.o") or die "$name: $!\n";
            next;
        }
        system("cd $dir && $cc -w -O1 -Imodule -Inginx -c module/$name.c"
            . " -o o/$name.o") == 0 or die "$name does not compile\n";
        $compiled{$source} = "$dir/o/$name.o";
    }

    my $said = `cd $dir && $^X $lint module o 2>&1`;
    return ($said, $? >> 8);
}

# A line of what it says begins with $begin, # being any number.
sub refused {
    my ($what, $begin, $other, $uncompiled) = @_;
    my ($said, $status) = lint($other, $uncompiled);
    my $pattern = join '\d+', map { quotemeta } split /#/, $begin, -1;
    ok $status == 1 && $said =~ /^$pattern/m, "refused: $what" or diag $said;
}

sub allowed {
    my ($what, $other) = @_;
    my ($said, $status) = lint($other);
    is $status, 0, "allowed: $what" or diag $said;
    return $said;
}

my $said = allowed('a house without fault', {});
like $said, qr/^arrows of calls +2 between files, 0 through a wall$/m,
    'its calls are counted';
like $said, qr/^files a room +low\/ 1, mid\/ 1, http\/ 1$/m,
    'its files are counted';

refused('an #include of a higher room',
    'module/low/low.c:1: includes mid/mid.h, and low/ is a lower room than'
        . ' mid/: move',
    { 'low/low.c' => "#include \"mid/mid.h\"\n$house{'low/low.c'}" });

refused('an #include of a higher room by ..',
    'module/low/low.h:1: includes mid/mid.h, and low/ is a lower room',
    { 'low/low.h' => "#include \"../low/../mid/mid.h\"\n$house{'low/low.h'}" });

refused('an #include by a macro', 'module/low/low.c:2: includes H:',
    { 'low/low.c' => "#define H \"low/low.h\"\n#include H\n"
        . "int low(int n) { return n; }\n" });

refused('a call of a higher room by a prototype of one\'s own',
    'module/low/low.c:6: needs mid of mid/mid.c, and low/ is a lower room than'
        . ' mid/: move',
    { 'low/low.c' => "int mid(int n);\n\nint\nlow(int n)\n{\n"
        . "    return n ? mid(n) : 0;\n}\n" });

refused('a function of a higher room as a pointer',
    'module/low/low.c:#: needs mid of mid/mid.c',
    { 'low/low.c' => "int mid(int n);\nint (*low_to)(int) = mid;\n"
        . "int low(int n) { return low_to(n); }\n" });

refused('a variable of a higher room',
    'module/low/low.c:#: needs mid_data of mid/mid.c',
    { 'low/low.c' => "extern int mid_data;\n"
        . "int low(int n) { return mid_data; }\n",
      'mid/mid.c' => "int mid_data = 1;\n$house{'mid/mid.c'}" });

allowed('the descriptor of the module, from below', {
    'http/page/page.c' => "extern int ngx_http_legal_notice_module;\n"
        . "int page(void) { return ngx_http_legal_notice_module; }\n",
    'http/module.c' => "int ngx_http_legal_notice_module = 1;\n",
    'ROOMS' => $house{'ROOMS'} =~ s{^http/}{http/page/  page\nhttp/}mr });

refused('a call of a room that is open to others',
    'module/http/top.c:2: needs low of low/low.c, and low/ is open to mid/'
        . ' only, not to http/: ask',
    { 'http/top.c' => "int low(int n);\n int top(void) { return low(1); }\n" });

refused('an #include of a room that is open to others',
    'module/http/top.c:1: includes low/low.h, and low/ is open to mid/ only',
    { 'http/top.c' => "#include \"low/low.h\"\n" });

refused('a circle between rooms',
    'module/low/low.c:#: files of the rooms low/, mid/ call each other in a'
        . ' circle: low/low.c, mid/mid.c: have',
    { 'low/low.c' => circle('low', 'mid') });

# Files of mid/ that call each other in a ring.
sub ring {
    my ($n) = @_;
    return map { ("mid/c$_.c" => circle("c$_", 'c' . ($_ % $n + 1))) } 1 .. $n;
}

refused('a circle of four files',
    'module/mid/c1.c:#: 4 files of mid/ call each other in a circle, 3 are'
        . ' allowed: mid/c1.c, mid/c2.c, mid/c3.c, mid/c4.c: have',
    { ring(4) });

allowed('a circle of three files', { ring(3) });

refused('a file in no room',
    'module/odd/odd.c:1: stands in odd/, which module/ROOMS does not have',
    { 'odd/odd.c' => lines_of('odd', 6) });

refused('a room without a file', 'module/ROOMS:1: attic/ has no file',
    { 'ROOMS' => "$house{'ROOMS'}attic/  nothing\n" });

refused('a room that is listed twice', 'module/ROOMS:7: low/ is listed twice',
    { 'ROOMS' => "$house{'ROOMS'}low/  again\n" });

refused('a line without a purpose', 'module/ROOMS:7: not a room and what',
    { 'ROOMS' => "$house{'ROOMS'}attic/\n" });

my %many = map { ("mid/m$_.c" => lines_of("m$_", 6)) } 1 .. 15;

allowed('sixteen files in a room', \%many);
refused('seventeen',
    'module/mid/mid.c:1: mid/ has 17 .c files, 16 are allowed: make',
    { %many, 'mid/m16.c' => lines_of('m16', 6) });

refused('two files of one name',
    'module/mid/low.c:1: has the name of module/low/low.c: give',
    { 'mid/low.c' => lines_of('low2', 6) });

refused('a file that is not compiled', 'module/mid/new.c:1: has no object',
    { 'mid/new.c' => lines_of('new', 6) }, 'mid/new.c');

refused('a core room that includes an nginx header',
    'module/mid/mid.c:1: includes nginx.h, and only http/ may know nginx, not'
        . ' mid/: have',
    { 'mid/mid.c' => "#include <nginx.h>\n$house{'mid/mid.c'}" });

refused('a core room that calls nginx by a prototype of its own',
    'module/mid/mid.c:#: needs ngx_pnalloc, and only http/ may know nginx',
    { 'mid/mid.c' => "int ngx_pnalloc(int n);\nint mid(int n) {\n"
        . "    return ngx_pnalloc(n);\n}\n" });

refused('libmaxminddb outside of geo',
    'module/http/top.c:1: includes maxminddb.h, and only geo/ may know',
    { 'http/top.c' => "#include <maxminddb.h>\n" });

my %short = map { my $n = $_; ("mid/s$n.c" => join '',
    map { lines_of("s$n$_", 6) } 0 .. 9) } 1 .. 6;

allowed('one function of 100 lines among many',
    { %short, 'mid/long.c' => lines_of('one', 100) });
refused('one of 101',
    'module/mid/long.c:4: one() has 101 lines, 100 are allowed: cut',
    { %short, 'mid/long.c' => lines_of('one', 101) });
refused('two of 61 among 65',
    'module/mid/long.c:4: one() has 61 lines: cut it: 3.1% of all functions',
    { %short, 'mid/long.c' => lines_of('one', 61) . lines_of('two', 61) });

allowed('a file of 500 lines', { 'mid/long.h' => "/* */\n" x 500 });
refused('one of 501', 'module/mid/long.h:501: the file has 501 lines, 500 are',
    { 'mid/long.h' => "/* */\n" x 501 });
allowed('a table of more', { 'mid/ln_iso3166.c' => "/* */\n" x 501 });

done_testing();
