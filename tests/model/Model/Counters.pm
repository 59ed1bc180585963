package Model::Counters;

# What legal_status should tell after some requests, by docs/directives.md.

use warnings;
use strict;

sub new { return bless { count => {} }, $_[0] }

sub add {
    my ($self, $key) = @_;
    $self->{count}{$key}++;
}

# A request, by what the model expects of it.
sub request {
    my ($self, $e, $request) = @_;
    return if !$e->{scope};
    return $self->add('previews given') if defined $e->{place};
    $self->add('requests');
    $self->add('previews refused') if $e->{preview_refused};
    $self->add('unlocated') if $e->{unlocated};
    $self->add('conflicts') if $e->{conflict};
    for my $name (keys %{ $e->{answers} }) {
        my ($answer, $conflict) = @{ $e->{answers}{$name} };
        $self->add("jurisdictions $name $answer") if $answer ne 'out';
        $self->add("jurisdictions $name conflicts") if $conflict;
    }
    for my $item (@{ $e->{items} }) {
        my $rule = $item->{rule};
        my $key = "$rule->{kind}s $rule->{name}";
        if (!$item->{due}) {
            $self->add("$key spared");
            next;
        }
        $self->add("$key decided");
        $self->add("$key uncertain") if $item->{answer} eq 'uncertain';
        my $restriction = $rule->{kind} eq 'restriction';
        $self->add("$key " . (!$restriction && !$request->{page}{html}
            ? 'no_page' : $e->{dry_run} ? 'dry_run'
            : $restriction ? 'refused' : 'shown'));
    }
}

# What is told otherwise, in words.
sub differs {
    my ($self, $told) = @_;
    my %told = map { $_ => $told->{$_} } qw( requests unlocated conflicts );
    $told{"previews $_"} = $told->{previews}{$_} for qw( given refused );
    for my $kind (qw( jurisdictions notices restrictions )) {
        for my $name (keys %{ $told->{$kind} }) {
            my $of = $told->{$kind}{$name};
            $told{"$kind $name $_"} = $of->{$_} for grep { !ref $of->{$_} && !/^(since|until)$/ }
                keys %$of;
        }
    }
    my %all = (%told, %{ $self->{count} });
    return map {
        my ($nginx, $model) = ($told{$_} // 0, $self->{count}{$_} // 0);
        $nginx == $model ? () : "counted $_: nginx $nginx, model $model";
    } sort keys %all;
}

1;
