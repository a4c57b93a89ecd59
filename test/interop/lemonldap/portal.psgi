# LemonLDAP::NG's portal with the files its pages need in a real browser, which Debian keeps in two places.
use strict;
use warnings;
use Plack::Builder;
use Lemonldap::NG::Portal::Main;

my $portal = Lemonldap::NG::Portal::Main->run( { confFile => $ENV{LLNG_DEFAULTCONFFILE} } );

builder {
    enable 'Static', path => qr{^/static/}, root => '/usr/share/lemonldap-ng/portal/htdocs';
    enable 'Static', path => qr{^/javascript/}, root => '/usr/share';
    $portal;
};
