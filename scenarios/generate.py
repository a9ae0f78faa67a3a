#!/usr/bin/env python3
"""Makes the traffic of the scenarios that were not written down from a real log.

    python3 scenarios/generate.py [NAME]...      writes scenarios/NAME/traffic.log.gz

The same script gives the same bytes. Nothing here knows how the rule decides: each function says
what happens at a mail server, and expect.toml of the folder says what may come of it. Addresses are
reserved ones: 203.0.113.0/24 and 198.19.0.0/16 for people, 100.64.0.0/10 for a carrier,
198.51.100.0/24, 198.18.0.0/16, 241.0.0.0/8 and 2001:db8::/32 for guessers.
"""
import gzip
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
SECOND, MINUTE, HOUR, DAY = 1, 60, 3600, 86400
TRAPS = ["admin", "test", "info", "scan", "root", "office", "support", "backup", "guest", "user"]
FIRST = ("adam agnes alan alice amanda amber andrea angela anna anton barbara beate bernd bianca boris "
         "brian bruno carl carla carmen cecilia chris clara claudia conrad cora daniel david diana dieter "
         "dora edgar edith elena elias emil emma erica erik eva fabian felix fiona flora frank franz "
         "gabriel gerda gina greta gustav hanna hans harald heidi helga henry hugo ida igor ines ingo "
         "irene iris ivan jakob jan jana jens joan johann john jonas josef julia karin karl katja kilian "
         "klara klaus kurt lara laura lea leon lena leo liam lisa lotte louis lucas luisa lukas magda "
         "maja marc maria mario mark marta martin max mia mila mona monica nadia nina nora olga oliver "
         "oscar otto paul paula peter petra philip pia rainer ralf rita robert rosa rudolf ruth sandra "
         "sara sascha selma silke simon sonja stefan susan sven tanja thea theo thomas tilda tim tina tom "
         "udo ulla ursula uta vera victor viola walter wanda werner wilma xaver yvonne zoe").split()


class Log:
    """Lines of a server's log by time."""

    def __init__(self, name, start):
        self.random = random.Random(name)
        self.start = datetime.fromisoformat(start)
        self.lines = []
        self.sessions = 0

    def add(self, at, line):
        self.lines.append((at, len(self.lines), line))

    def session(self):
        self.sessions += 1
        return f"s{self.sessions:07x}AAB"

    def ok(self, at, user, ip, service="imap"):
        self.add(at, f"dovecot: {service}-login: Login: user=<{user}>, method=PLAIN, rip={ip}, lip=192.0.2.25, "
                     f"mpid={self.random.randrange(1000, 60000)}, TLS, session=<{self.session()}>")

    def bad(self, at, user, ip, service="imap", attempts=1, unknown=False):
        session = self.session()
        if unknown:
            self.add(at, f"dovecot: auth: passwd-file({user},{ip},<{session}>): unknown user")
        self.add(at + 2 * attempts,
                 f"dovecot: {service}-login: Disconnected: Aborted login by logging out (auth failed, {attempts} "
                 f"attempts in {2 * attempts} secs): user=<{user}>, method=PLAIN, rip={ip}, lip=192.0.2.25, TLS, "
                 f"session=<{session}>")

    def nobody(self, at, ip, service="imap"):
        self.add(at, f"dovecot: {service}-login: Disconnected (no auth attempts in 0 secs): user=<>, rip={ip}, "
                     f"lip=192.0.2.25, session=<{self.session()}>")

    def courier(self, at, what, ip, service="pop3d"):
        self.add(at, f"{service}: {what}, ip=[::ffff:{ip}]")

    def postfix(self, at, what, pid=4711):
        self.add(at, f"postfix/submission/smtpd[{pid}]: {what}")

    def sasl_ok(self, at, user, ip):
        queue = f"{self.random.randrange(1 << 40):010X}"
        self.postfix(at, f"{queue}: client=unknown[{ip}], sasl_method=PLAIN, sasl_username={user}")

    def sasl_bad(self, at, ip, times=1):
        pid = self.random.randrange(1000, 60000)
        self.postfix(at, f"connect from unknown[{ip}]", pid)
        for i in range(times):
            self.postfix(at + i, f"warning: unknown[{ip}]: SASL LOGIN authentication failed: UGFzc3dvcmQ6", pid)
        self.postfix(at + times, f"disconnect from unknown[{ip}] ehlo=1 auth=0/{times} quit=1 commands=2/{times + 2}", pid)

    def text(self):
        out = []
        for at, _, line in sorted(self.lines, key=lambda entry: entry[:2]):
            stamp = self.start + timedelta(seconds=at)
            out.append(f"{stamp.strftime('%b')} {stamp.day:2d} {stamp.strftime('%H:%M:%S')} mx {line}\n")
        return "".join(out)


def home(i):
    return f"198.19.{i % 250}.{20 + i // 250}"


def bot(random_):
    return f"241.{random_.randrange(256)}.{random_.randrange(256)}.{random_.randrange(1, 255)}"


def address(name):
    return f"{name}@example.org"


def people(log, count, days, polls=4, first=0.0, where=home):
    """So many people poll their mail from home, so many times a day, and mistype now and then."""
    for i in range(count):
        for day in range(days):
            for _ in range(polls):
                at = first + day * DAY + log.random.uniform(7, 22) * HOUR
                if log.random.random() < 0.01:
                    log.bad(at - 20, address(FIRST[i]), where(i))
                log.ok(at, address(FIRST[i]), where(i))


# ---- people who must be left alone ----

def office_with_infected_pc(log):
    office = "203.0.113.200"
    people(log, 60, 4, 8, where=lambda i: office)
    names = sorted(FIRST)
    for i in range(1500):
        log.bad(2 * DAY + 10 * HOUR + 5 * i, names[i % len(names)] + str(i // len(names) or ""), office, unknown=i % 3 > 0)


def traveller(log):
    people(log, 20, 14, 3)
    for day in range(2, 14):
        hotel = f"198.18.{day * 17}.{30 + day}"
        at = day * DAY + log.random.uniform(18, 21) * HOUR
        if day == 5:
            log.bad(at, "tina", hotel, unknown=True)
        for i in range(log.random.choice([0, 0, 1, 3, 5])):
            log.bad(at + 40 * i, address("tina"), hotel)
        for i in range(8):
            log.ok(at + 300 + 900 * i, address("tina"), hotel, log.random.choice(["imap", "pop3"]))


def carrier_nat(log):
    """Two hundred telephones behind eight addresses; five of them have an old password."""
    for phone in range(200):
        name = address(FIRST[phone % len(FIRST)] + str(phone // len(FIRST) or ""))
        for poll in range(12):
            at = poll * 2 * HOUR + log.random.uniform(0, 2 * HOUR)
            shared = f"100.64.3.{log.random.randrange(8)}"
            log.ok(at, name, shared) if phone % 40 else log.bad(at, name, shared)
            if log.random.random() < 0.01:
                log.bad(at - 15, name, shared)


def webmail_as_one_address(log):
    """Everybody reads mail in a browser: the server sees one address, from its first day on."""
    webmail = "192.0.2.80"
    for day in range(5):
        for i in range(150):
            at = day * DAY + log.random.gauss(12, 3) * HOUR
            name = address(FIRST[i])
            if log.random.random() < 0.08:
                for again in range(log.random.choice([1, 1, 2, 4])):
                    log.bad(at - 90 + 20 * again, name, webmail)
            if log.random.random() < 0.02:
                log.bad(at - 30, address(FIRST[i] + "x"), webmail, unknown=True)
            log.ok(at, name, webmail)


def monitoring_probe(log):
    people(log, 20, 4, 4)
    probe = "198.19.240.9"
    for minute in range(0, 4 * 24 * 60):
        if minute % 2 == 0:
            log.nobody(minute * MINUTE, probe, ["imap", "pop3"][minute % 4 // 2])
        if minute % 30 == 0:
            at = minute * MINUTE + 5
            log.ok(at, address("probe"), probe) if minute < 24 * 60 else log.bad(at, address("probe"), probe)


def forgotten_password(log):
    people(log, 20, 7, 4)
    for who, day, where in ((3, 3, home(3)), (7, 4, "100.66.1.9"), (11, 5, home(11))):
        at = day * DAY + 9 * HOUR
        for i in range(9):
            log.bad(at + 25 * i + log.random.uniform(0, 10), address(FIRST[who]), where)
        log.ok(at + 20 * MINUTE, address(FIRST[who]), where)
        for poll in range(12):
            log.bad(at + 25 * MINUTE + poll * 5 * MINUTE, address(FIRST[who]), home(who))


def left_over_phone_of_a_deleted_account(log):
    people(log, 20, 21, 2)
    for poll in range(0, 4 * 24):
        log.ok(poll * 15 * MINUTE, address("former"), f"100.67.{poll // 16}.7")
    for poll in range(4 * 24, 14 * 4 * 24):
        log.bad(poll * 15 * MINUTE, address("former"), f"100.67.{poll // 16 % 250}.7", unknown=True)


def password_change_day(log):
    """The office must change its passwords in one morning; telephones outside learn of it late."""
    office = "203.0.113.200"
    people(log, 60, 5, 6, where=lambda i: office)
    morning = 3 * DAY + 8 * HOUR
    for i in range(60):
        changed = morning + log.random.uniform(0, 3) * HOUR
        phone = f"100.65.{i // 8}.{10 + i % 8}"
        for poll in range(3 * 24):
            log.ok(poll * HOUR + log.random.uniform(0, HOUR), address(FIRST[i]), phone)
        late = log.random.expovariate(1 / (4 * HOUR))
        for poll in range(int(late // (15 * MINUTE))):
            log.bad(changed + poll * 15 * MINUTE, address(FIRST[i]), phone)
            if log.random.random() < 0.3:
                log.bad(changed + poll * 15 * MINUTE + 60, address(FIRST[i]), office)
        log.ok(changed + late, address(FIRST[i]), phone)
        if log.random.random() < 0.5:
            log.bad(changed + 30, address(FIRST[i]), office)


def first_day_in_the_middle_of_an_attack(log):
    """Nothing is known yet: 80 people come home one after the other while 900 bots try two names each."""
    for i in range(900):
        ip = bot(log.random)
        for again in range(2):
            log.bad(i * 80 + 30 * again, address(log.random.choice(FIRST)), ip)
    for i in range(80):
        at = log.random.uniform(0, 15) * HOUR
        for slip in range(log.random.choice([0, 0, 0, 1, 2, 3])):
            log.bad(at + 15 * slip, address(FIRST[i]), home(i))
        for poll in range(4):
            log.ok(at + 60 + poll * 20 * MINUTE, address(FIRST[i]), home(i))


def school_class(log):
    """First lesson: thirty new accounts with printed passwords behind one address nobody knows."""
    people(log, 20, 2, 4)
    school, lesson = "203.0.113.77", DAY + 10 * HOUR
    for i in range(30):
        at = lesson + log.random.uniform(0, 8) * MINUTE
        pupil = address(f"class7b.{FIRST[100 + i]}")
        if log.random.random() < 0.15:
            log.bad(at - 20, address(f"class7b{FIRST[100 + i]}"), school, unknown=True)
        slips = log.random.choice([0, 0, 1, 1, 2, 3])
        for slip in range(slips):
            log.bad(at + 20 * slip, pupil, school)
        for poll in range(3):
            log.ok(at + 20 * slips + 5 + poll * 5 * MINUTE, pupil, school)


def moved_to_a_new_server(log):
    """On the new server the login name is the whole address: old clients go on with the short one."""
    for i in range(60):
        fixed = log.random.uniform(1, 30) * HOUR
        for poll in range(int(fixed // (30 * MINUTE))):
            log.bad(poll * 30 * MINUTE + i, FIRST[i], home(i), unknown=True)
        for poll in range(20):
            log.ok(fixed + poll * HOUR, address(FIRST[i]), home(i))


def family_tablet(log):
    """Five accounts on one tablet, all changed at once by a parent; the tablet polls them for two days."""
    family = [address(f"{name}.miller") for name in ("ann", "bob", "cleo", "dan", "eve")]
    people(log, 20, 5, 3)
    for day in range(3):
        for name in family:
            log.ok(day * DAY + 18 * HOUR, name, "203.0.113.140")
    for poll in range(2 * 24 * 6):
        for i, name in enumerate(family):
            log.bad(3 * DAY + poll * 10 * MINUTE + i, name, "203.0.113.140")
    for name in family:
        log.ok(5 * DAY + 9 * HOUR, name, "203.0.113.140")


# ---- guessers ----

def slow_distributed_spraying(log):
    people(log, 40, 6, 4)
    for i in range(4 * 24 * 6):
        log.bad(DAY + i * 10 * MINUTE, address(log.random.choice(FIRST[:40])), bot(log.random))


def rotating_addresses_by_word_list(log):
    people(log, 20, 2, 4)
    at, ip, names = 12.0 * HOUR, "", sorted(FIRST)
    for i, name in enumerate(names):
        if i % 6 == 0:
            at, ip = at + 10 * MINUTE, bot(log.random)
        log.courier(at, f"LOGIN FAILED, user={name}", ip)
        at += 5


def five_hundred_addresses_twice_each(log):
    people(log, 40, 3, 4)
    for i in range(500):
        ip = bot(log.random)
        for again in range(2):
            log.bad(2 * DAY + i * 20 + 9 * again, log.random.choice(FIRST), ip, "pop3")


def guesser_who_keeps_his_connection(log):
    people(log, 10, 1, 4)
    log.courier(6 * HOUR, "Connection", "198.51.100.30", "imapd")
    for i in range(300):
        log.courier(6 * HOUR + 5 * i, f"LOGIN FAILED, user={FIRST[i // 3 % 10]}", "198.51.100.30", "imapd")
    for i in range(40):
        log.bad(9 * HOUR + 185 * i, address(log.random.choice(FIRST)), "198.51.100.31", attempts=log.random.randrange(8, 15))


def ipv6_rotation(log):
    people(log, 20, 2, 4)
    for i in range(700):
        ip = f"2001:db8:bad:{log.random.randrange(1 << 16):x}::{log.random.randrange(1, 1 << 16):x}"
        log.bad(DAY + 20 * i, address(log.random.choice(FIRST)), ip)


def credential_stuffing(log):
    people(log, 60, 6, 4)
    for i in range(400):
        ip = bot(log.random)
        for pair in range(3):
            at = 4 * DAY + i * 90 + pair * 20
            name = log.random.choice(FIRST[:60]) if log.random.random() < 0.4 else f"{log.random.choice(FIRST)}{log.random.randrange(99)}"
            if i in (250, 330) and pair == 2:
                log.ok(at, address(FIRST[i % 60]), ip)
            else:
                log.bad(at, address(name), ip, unknown=name not in FIRST[:60])


def breach(log):
    people(log, 20, 2, 4)
    for i in range(11):
        log.bad(DAY + 3 * HOUR + 15 * i, address(FIRST[i]), "198.51.100.50")
    log.ok(DAY + 3 * HOUR + 200, address("bruno"), "198.51.100.50")
    for i in range(5):
        log.sasl_ok(DAY + 3 * HOUR + 260 + 2 * i, address("bruno"), "198.51.100.50")


def courier_forged_address(log):
    """The name says that somebody else failed; what Courier puts behind it is true."""
    for i in range(24):
        log.courier(i * HOUR / 2, f"LOGIN, user={FIRST[i % 6]}", "203.0.113.44", "imapd")
    forged = ["x, ip=[::ffff:203.0.113.44]", "x], ip=[203.0.113.44], port=[1]", "LOGIN FAILED, user=x, ip=[::ffff:203.0.113.44]",
              "a, ip=[::ffff:203.0.113.44] pop3d: LOGIN FAILED, user=b", "y, port=[9], ip=[::ffff:203.0.113.44]"]
    for i in range(60):
        log.courier(3 * HOUR + 5 * i, f"LOGIN FAILED, user={FIRST[i]}{forged[i % 5]}", "198.51.100.77")


def smtp_auth_flood(log):
    for i in range(20):
        for poll in range(4):
            log.sasl_ok((7 + 3 * poll) * HOUR + log.random.uniform(0, HOUR), address(FIRST[i]), home(i))
    for i in range(120):
        log.sasl_bad(11 * HOUR + 25 * i, "198.51.100.88", 20)
    log.sasl_bad(12 * HOUR, home(5), 1)
    log.sasl_bad(13 * HOUR, home(9), 2)


def trap_name_campaign(log):
    people(log, 20, 3, 4)
    for i in range(250):
        ip = bot(log.random)
        for again in range(3):
            log.bad(DAY + i * 300 + 20 * again, log.random.choice(TRAPS), ip, unknown=True)


def login_in_between(log):
    """He has an account of his own and logs in to it after every other guess, to look like somebody."""
    people(log, 30, 3, 4)
    ip = "198.51.100.120"
    for i in range(200):
        log.ok(DAY + 60 * i, address("mallory"), ip)
        for again in range(2):
            log.bad(DAY + 60 * i + 10 + 15 * again, address(FIRST[(2 * i + again) % 90]), ip)


def across_protocols(log):
    people(log, 20, 1, 4)
    ip = "198.51.100.61"
    for i in range(4):
        log.bad(8 * HOUR + 60 * i, FIRST[40 + i], ip, "pop3")
    for i in range(4):
        log.bad(9 * HOUR + 60 * i, FIRST[44 + i], ip, "imap")
    for i in range(30):
        log.sasl_bad(10 * HOUR + 60 * i, ip, 1)


def night_shift(log):
    """Two guesses an hour, only at night, for two weeks: beneath every count within ten minutes."""
    people(log, 30, 14, 2)
    for night in range(14):
        for i in range(8):
            name = log.random.choice(FIRST[:60])
            log.bad(night * DAY + 2 * HOUR + i * 30 * MINUTE, address(name), "198.51.100.90")


def neighbours_take_turns(log):
    """Every address of a rented /24 once, then from the beginning, each with the account's name as password."""
    people(log, 20, 2, 4)
    for i in range(254 * 2):
        log.bad(DAY + 40 * i, address(FIRST[i % 120]), f"198.18.7.{1 + i % 254}", unknown=i % 120 >= 20)


def same_name_at_every_domain(log):
    people(log, 20, 2, 4)
    for i in range(120):
        log.bad(DAY + 30 * i, f"sales.desk@customer{i}.example", "198.51.100.44", unknown=True)


SCENARIOS = {
    "office-with-infected-pc": (office_with_infected_pc, "2026-05-04"),
    "traveller": (traveller, "2026-06-01"),
    "carrier-nat": (carrier_nat, "2026-06-08"),
    "webmail-as-one-address": (webmail_as_one_address, "2026-06-15"),
    "monitoring-probe": (monitoring_probe, "2026-06-22"),
    "forgotten-password": (forgotten_password, "2026-07-06"),
    "left-over-phone-of-a-deleted-account": (left_over_phone_of_a_deleted_account, "2026-07-13"),
    "password-change-day": (password_change_day, "2026-08-03"),
    "first-day-in-the-middle-of-an-attack": (first_day_in_the_middle_of_an_attack, "2026-08-10"),
    "school-class": (school_class, "2026-09-07"),
    "moved-to-a-new-server": (moved_to_a_new_server, "2026-09-14"),
    "family-tablet": (family_tablet, "2026-09-21"),
    "slow-distributed-spraying": (slow_distributed_spraying, "2026-05-11"),
    "rotating-addresses-by-word-list": (rotating_addresses_by_word_list, "2026-05-18"),
    "five-hundred-addresses-twice-each": (five_hundred_addresses_twice_each, "2026-05-25"),
    "guesser-who-keeps-his-connection": (guesser_who_keeps_his_connection, "2026-06-02"),
    "ipv6-rotation": (ipv6_rotation, "2026-06-09"),
    "credential-stuffing": (credential_stuffing, "2026-06-16"),
    "breach": (breach, "2026-06-23"),
    "courier-forged-address": (courier_forged_address, "2026-06-30"),
    "smtp-auth-flood": (smtp_auth_flood, "2026-07-07"),
    "trap-name-campaign": (trap_name_campaign, "2026-07-14"),
    "login-in-between": (login_in_between, "2026-07-21"),
    "across-protocols": (across_protocols, "2026-07-28"),
    "night-shift": (night_shift, "2026-08-04"),
    "neighbours-take-turns": (neighbours_take_turns, "2026-08-18"),
    "same-name-at-every-domain": (same_name_at_every_domain, "2026-08-25"),
}


def main(names):
    for name in names or SCENARIOS:
        scene, start = SCENARIOS[name]
        log = Log(name, start)
        scene(log)
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        with open(folder / "traffic.log.gz", "wb") as file:
            with gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
                packed.write(log.text().encode())


if __name__ == "__main__":
    main(sys.argv[1:])
