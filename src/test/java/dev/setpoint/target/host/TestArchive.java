package dev.setpoint.target.host;

/** A source of packages on the host itself, so that no test needs a network. */
final class TestArchive {
  /**
   * Makes {@code sp-one} to {@code sp-four} and {@code sp-broken}, and takes all other sources
   * away.
   */
  static final String SCRIPT =
      """
      mkdir -p /srv/archive && cd /srv/archive && : >Packages
      make() {
        mkdir -p t/DEBIAN t/usr/share/$1 && echo "$1 $2" >t/usr/share/$1/data
        printf 'Package: %s\\nVersion: %s\\nArchitecture: all\\nMaintainer: x <x@example.org>\\n' \
          $1 $2 >t/DEBIAN/control
        printf 'Description: %s\\n' $1 >>t/DEBIAN/control
        [ "$1" != sp-broken ] || { printf '#!/bin/sh\\nexit 1\\n' >t/DEBIAN/postinst
          chmod 755 t/DEBIAN/postinst; }
        dpkg-deb -Zgzip -b t $1_$2.deb >/dev/null && cat t/DEBIAN/control >>Packages
        printf 'Filename: ./%s_%s.deb\\nSize: %s\\nSHA256: %s\\n\\n' $1 $2 \
          $(stat -c %s $1_$2.deb) $(sha256sum $1_$2.deb | cut -d ' ' -f 1) >>Packages
        rm -r t
      }
      for v in 1.0 1.5 2.0; do make sp-one $v; done
      make sp-two 1.0; make sp-three 1.0; make sp-three 3.0; make sp-four 1.0; make sp-broken 1.0
      rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*
      echo 'deb [trusted=yes] file:/srv/archive ./' >/etc/apt/sources.list.d/test.list
      apt-get -qq update
      """;

  private TestArchive() {}
}
