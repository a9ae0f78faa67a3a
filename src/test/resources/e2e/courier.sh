# Courier and rsyslogd: courier.sh HOME UNPACKED, as the first process of mount and process namespaces
# of its own. Makes HOME/ready when they listen; they end with it.
set -eu
home=$1 unpacked=$2
mount --make-rprivate /
mkdir "$home/dev"
mount -t tmpfs tmpfs "$home/dev"
for device in null zero random urandom; do
  touch "$home/dev/$device"
  mount --bind "/dev/$device" "$home/dev/$device"
done
cp -a "$unpacked/etc" "$home/etc"
sed -i 's/^authmodulelist=.*/authmodulelist="authuserdb"/' "$home/etc/courier/authdaemonrc"
mount -t overlay overlay -o "lowerdir=$unpacked/usr:/usr" /usr
mount -t overlay overlay -o "lowerdir=$home/etc:/etc" /etc
mount -t tmpfs tmpfs /run
mkdir -p /run/courier/authdaemon
mount --rbind "$home/dev" /dev
cat >"$home/rsyslog.conf" <<END
global(workDirectory="$home")
module(load="imuxsock" SysSock.RateLimit.Interval="0")
*.* action(type="omfile" file="$home/mail.log" template="RSYSLOG_TraditionalFileFormat")
END
export LD_LIBRARY_PATH=/usr/lib:/usr/lib/x86_64-linux-gnu:/usr/lib/courier-authlib
rsyslogd -n -f "$home/rsyslog.conf" -i "$home/rsyslogd.pid" &
until [ -S /dev/log ]; do sleep 0.1; done
authdaemond start
serve() { # NAME PORT LOGIN SERVER
  (
    set -a
    prefix=/usr exec_prefix=/usr sbindir=/usr/sbin bindir=/usr/bin libexecdir=/usr/lib/courier
    . "/etc/courier/$1"
    POP3AUTH="LOGIN PLAIN"
    IMAP_CAPABILITY="IMAP4rev1 AUTH=PLAIN"
    couriertcpd -address=0 -maxprocs=60 -maxperip=60 -nodnslookup -noidentlookup "$2" "$3" "$4" \
      Maildir 2>&1 | courierlogger "-name=$1"
  ) &
}
serve pop3d 110 /usr/lib/courier/courier/courierpop3login /usr/lib/courier/courier/courierpop3d
serve imapd 143 /usr/lib/courier/courier/imaplogin /usr/bin/imapd
for port in 110 143; do
  until (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.1; done
done
touch "$home/ready"
wait
