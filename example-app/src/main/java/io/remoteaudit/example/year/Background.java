package io.remoteaudit.example.year;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Paper;
import io.remoteaudit.example.factory.Requirement;
import io.remoteaudit.example.factory.Site;
import io.remoteaudit.example.production.Maintenance;
import io.remoteaudit.example.production.RoomReading;
import io.remoteaudit.example.quality.Calibration;
import io.remoteaudit.example.quality.ControlledDocument;
import io.remoteaudit.example.quality.HealthCheck;
import io.remoteaudit.example.quality.Training;
import io.remoteaudit.example.year.Staff.Role;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Person;
import java.time.LocalDate;
import java.util.List;

/** What goes on whether or not a lot is made: rooms watched, machines maintained, instruments calibrated, people trained. */
final class Background {

    /** The instrument whose calibration ran out unnoticed. */
    static final String GAP_INSTRUMENT = "SZ-BFE-01";

    /** The number among the sterilizers of the one whose training ran out; only ever at work where an oddity wants it. */
    static final int UNTRAINED = 2;

    private static final LocalDate GAP_FROM = LocalDate.of(2026, 3, 15);
    private static final LocalDate GAP_TO = LocalDate.of(2026, 5, 6);

    private static final List<Requirement> ROOM = List.of(
            new Requirement("PARTICLES", "1/m³", "<=", "3520000", 1_450_000, 260_000, 0, "GB/T 16292 ≥0.5 µm"),
            new Requirement("SETTLE-MICROBES", "CFU", "<=", "10", 3, 1.6, 0, "GB/T 16294"),
            new Requirement("ROOM-PRESSURE", "Pa", ">=", "10", 14.5, 1.2, 1, "YY/T 0033"),
            new Requirement("TEMPERATURE", "°C", "<=", "26", 22.4, 0.9, 1, "YY/T 0033"));
    private static final List<String> QUANTITIES =
            List.of("particles", "settle-microbes", "pressure-difference", "temperature");

    private final Plan plan;
    private final Chance chance;
    private final double scale;

    Background(Plan plan, Chance chance, double scale) {
        this.plan = plan;
        this.chance = chance;
        this.scale = scale;
    }

    static boolean inGap(LocalDate day) {
        return day.isAfter(GAP_FROM) && day.isBefore(GAP_TO);
    }

    void plan() {
        documents();
        trainings();
        calibrations();
        rooms();
        maintenance();
    }

    private int times(int atFullScale) {
        return (int) Math.round(atFullScale * scale);
    }

    private LocalDate day(int number, int of) {
        return FactoryYear.FIRST_DAY.plusDays(number * 360L / Math.max(1, of));
    }

    private void documents() {
        List<String> names =
                List.of("进货检验规程", "过程检验规程", "成品检验规程", "环氧乙烷灭菌作业指导书", "洁净室管理程序", "不合格品控制程序", "放行审核程序", "校准管理程序");
        for (int i = 0; i < times(56); i++) {
            Site site = i % 2 == 0 ? Site.SZ : Site.XT;
            Entry entry = plan.entry(
                    "DOC",
                    site,
                    Staff.person(Role.SUPERVISOR, site, i % 3),
                    null,
                    Plan.time(day(i, times(56)), 15, i % 60));
            int which = i / 2 % names.size();
            ControlledDocument document = new ControlledDocument(
                    entry,
                    "QS-" + site.name() + "-" + (101 + which),
                    names.get(which),
                    "C/" + (1 + i / (2 * names.size())),
                    "effective",
                    List.of(
                            Staff.person(Role.SUPERVISOR, site, 0).name(),
                            Staff.person(Role.RELEASER, site, 0).name()));
            plan.add(entry, departments -> departments.quality().approve(document));
        }
    }

    /** Sterilizers are always trained, since loads name them; of the others as many as the scale wants. */
    private void trainings() {
        int done = 0;
        for (Site site : Site.values()) {
            for (Role role : Role.values()) {
                for (int person = 0; person < role.count(); person++) {
                    boolean lapsed = role == Role.STERILIZER && site == Site.XT && person == UNTRAINED;
                    LocalDate day = FactoryYear.FIRST_DAY.plusDays(done % 9);
                    if (role == Role.STERILIZER || chance.between(1, 100) <= 100 * scale) {
                        train(
                                role,
                                site,
                                person,
                                role.chinese() + "岗位资格",
                                day,
                                lapsed ? day.plusDays(45) : day.plusYears(1));
                        examine(role, site, person, day.plusDays(3));
                    }
                    done++;
                }
            }
        }
        List<String> skills = List.of("GB 19083-2023 换版培训", "GB 19082-2023 换版培训", "无菌操作与更衣", "数据完整性 ALCOA+", "不合格品处置");
        for (int i = 0; i < times(300); i++) {
            Role role = chance.of(List.of(Role.OPERATOR, Role.INSPECTOR, Role.SUPERVISOR, Role.STOREKEEPER));
            Site site = i % 2 == 0 ? Site.SZ : Site.XT;
            LocalDate day = day(i, times(300));
            train(
                    role,
                    site,
                    chance.between(0, role.count() - 1),
                    skills.get(i % skills.size()),
                    day,
                    day.plusYears(2));
        }
    }

    private void train(Role role, Site site, int number, String skill, LocalDate day, LocalDate validTo) {
        Person trainer = Staff.person(Role.SUPERVISOR, site, 0);
        Entry entry = plan.entry("TRN", site, trainer, null, Plan.time(day, 14, number % 60));
        Training training = new Training(
                entry,
                Staff.staffNumber(role, site, number),
                skill,
                "QS-" + site.name() + "-101 C/1",
                !chance.oneIn(40),
                validTo);
        plan.add(entry, departments -> departments.quality().train(training));
    }

    private void examine(Role role, Site site, int number, LocalDate day) {
        Entry entry =
                plan.entry("HLT", site, Staff.person(Role.SUPERVISOR, site, 1), null, Plan.time(day, 8, number % 60));
        HealthCheck check = new HealthCheck(entry, Staff.staffNumber(role, site, number), !chance.oneIn(50));
        plan.add(entry, departments -> departments.quality().examine(check));
    }

    private void calibrations() {
        for (Site site : Site.values()) {
            for (String kind : Instruments.all()) {
                boolean gap = Instruments.id(site, kind).equals(GAP_INSTRUMENT);
                LocalDate first = FactoryYear.FIRST_DAY.plusDays(chance.between(0, 8));
                calibrate(site, kind, first, gap ? GAP_FROM : first.plusMonths(6));
                LocalDate second = gap ? GAP_TO : first.plusMonths(6).minusDays(chance.between(1, 12));
                calibrate(site, kind, second, second.plusMonths(6));
            }
        }
    }

    private void calibrate(Site site, String kind, LocalDate day, LocalDate due) {
        Entry entry = plan.entry(
                "CAL",
                site,
                Staff.any(Role.TECHNICIAN, site, chance),
                Staff.any(Role.SUPERVISOR, site, chance),
                Plan.time(day, 11, 0));
        String instrument = Instruments.id(site, kind);
        Paper certificate = Paper.pdf(
                entry.no() + ".pdf",
                "Calibration certificate " + entry.no(),
                "Instrument " + instrument,
                "Calibrated " + day + "   Next due " + due,
                "As found: within tolerance");
        Calibration calibration =
                new Calibration(entry, instrument, Instruments.name(kind), due, true, "苏州市计量测试院", certificate);
        if (instrument.equals(GAP_INSTRUMENT)) {
            plan.plant(Oddity.CALIBRATION_GAP, entry.no());
        }
        plan.add(entry, departments -> departments.quality().calibrate(calibration));
    }

    private void rooms() {
        for (int i = 0; i < times(1500); i++) {
            Site site = i % 2 == 0 ? Site.SZ : Site.XT;
            int which = i % ROOM.size();
            Requirement requirement = ROOM.get(which);
            String point = "P" + (1 + i / 8 % 5);
            String room = site.name() + "-CR" + (1 + i / 2 % 3);
            Entry entry = plan.entry(
                    "ENV",
                    site,
                    Staff.any(Role.INSPECTOR, site, chance),
                    null,
                    Plan.time(day(i, times(1500)), 8 + i % 9, i % 60));
            Measurement measurement = plan.judging()
                    .byOwn(
                            requirement,
                            chance.results(requirement, 1),
                            Instruments.forCharacteristic(site, requirement.characteristic()));
            RoomReading reading = new RoomReading(
                    entry,
                    room,
                    "ISO 8",
                    point,
                    QUANTITIES.get(which),
                    measurement.results().get(0),
                    List.of(measurement));
            plan.add(entry, departments -> departments.production().monitor(reading));
        }
    }

    private void maintenance() {
        List<String> tasks = List.of("更换超声焊头", "清洁初效过滤器", "校正张力", "润滑传动链", "更换真空泵油", "检查泄压阀");
        for (int i = 0; i < times(420); i++) {
            Site site = i % 2 == 0 ? Site.SZ : Site.XT;
            Entry entry = plan.entry(
                    "EQM",
                    site,
                    Staff.any(Role.TECHNICIAN, site, chance),
                    null,
                    Plan.time(day(i, times(420)), 19, i % 60));
            Maintenance maintenance = new Maintenance(entry, site.name() + "-M" + (1 + i / 2 % 14), chance.of(tasks));
            plan.add(entry, departments -> departments.production().maintain(maintenance));
        }
    }
}
