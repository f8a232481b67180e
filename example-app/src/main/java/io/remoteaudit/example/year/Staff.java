package io.remoteaudit.example.year;

import io.remoteaudit.example.factory.Site;
import io.remoteaudit.record.Person;
import java.util.List;

/** The people of the factory, each with a staff number. All names are invented. */
final class Staff {

    private static final List<String> FAMILY_NAMES =
            List.of("王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高");
    private static final List<String> GIVEN_NAMES = List.of("芳", "伟", "娜", "静", "敏", "强", "磊", "洋", "艳", "勇", "杰", "娟");

    private Staff() {}

    /** The work people are trained for; where in the numbering its people begin, and how many a site has. */
    enum Role {
        BUYER("采购员", 0, 2),
        STOREKEEPER("仓管员", 2, 3),
        OPERATOR("操作工", 5, 14),
        INSPECTOR("检验员", 19, 8),
        STERILIZER("灭菌员", 27, 3),
        TECHNICIAN("设备员", 30, 4),
        SUPERVISOR("质量主管", 34, 3),
        RELEASER("质量受权人", 37, 2);

        private final String chinese;
        private final int first;
        private final int count;

        Role(String chinese, int first, int count) {
            this.chinese = chinese;
            this.first = first;
            this.count = count;
        }

        String chinese() {
            return chinese;
        }

        int count() {
            return count;
        }
    }

    static int size() {
        return Role.RELEASER.first + Role.RELEASER.count;
    }

    static Person any(Role role, Site site, Chance chance) {
        return person(role, site, chance.between(0, role.count - 1));
    }

    static Person person(Role role, Site site, int number) {
        int n = role.first + number + (site == Site.SZ ? 0 : size());
        return new Person(
                FAMILY_NAMES.get(n % FAMILY_NAMES.size()) + GIVEN_NAMES.get(n * 7 % GIVEN_NAMES.size()) + " "
                        + staffNumber(role, site, number),
                role.chinese);
    }

    static String staffNumber(Role role, Site site, int number) {
        return String.format("P%s%03d", site.name(), role.first + number + 1);
    }
}
