import { currentLanguage, type MessageKey, t } from '../shared/i18n';

const EXAMPLES: [zh: string, en: string, key: MessageKey][] = [
  ['熔喷布 不合格', 'melt-blown nonconforming', 'helpWords'],
  ['灭菌 OR 解析', 'sterilization OR aeration', 'helpOr'],
  ['口罩 -灭菌', 'mask -sterilization', 'helpNot'],
  ['"外观 检验"', '"visual inspection"', 'helpPhrase'],
  ['2020*', '2020*', 'helpPrefix'],
  ['=细菌过滤效率', '=BFE', 'helpGlossary'],
  ['批号:20200415-03', 'lots:20200415-03', 'helpField'],
  ['类型:(进货检验, 过程检验)', 'type:(incoming-inspection, in-process-inspection)', 'helpSet'],
  ['BFE<95', 'BFE<95', 'helpValue'],
  ['BFE:95..98.5', 'BFE:95..98.5', 'helpRange'],
  ['压差>0.5 mbar', 'PRESSURE-DIFFERENCE>0.5 mbar', 'helpUnit'],
  ['检验数据(检验项目:BFE 判定:不合格)', 'measurement(characteristic:BFE verdict:nonconforming)', 'helpMeasurement'],
  ['发生时间:2026-01..2026-03', 'occurredAt:2026-01..2026-03', 'helpDate'],
  ['发生时间>=今天-30天', 'occurredAt>=today-30d', 'helpRelative'],
  ['迟录>24h', 'late>24h', 'helpLate'],
  ['缺少:附件', 'missing:attachments', 'helpMissing'],
  ['版次>1', 'version>1', 'helpVersion'],
];

const FIELDS_ZH =
  '编号 类型 标题 场所 产品族 型号 批号 标准 条款 检验数据 检验项目 仪器 方法 判定 执行人 审核人 变更 附件 附件内容 问答 发生时间 记录时间 迟录 版次';
const FIELDS_EN =
  'id type title site productFamily model lots standards clauses measurements characteristic instrument method verdict performedBy reviewedBy change attachments attachmentText answers occurredAt recordedAt late version';

/** The query language on a quarter of a page; each example can be tried at once. */
export function SearchHelp({ onExample }: { onExample: (query: string) => void }) {
  const zh = currentLanguage() === 'zh-CN';
  return (
    <details class="help">
      <summary>{t('searchHelp')}</summary>
      <dl>
        {EXAMPLES.map(([chinese, english, key]) => {
          const example = zh ? chinese : english;
          return (
            <div>
              <dt>
                <button type="button" class="example" onClick={() => onExample(example)}>
                  <code>{example}</code>
                </button>
              </dt>
              <dd>{t(key)}</dd>
            </div>
          );
        })}
      </dl>
      <p>
        <strong>{t('helpFields')}:</strong> <code>{zh ? FIELDS_ZH : FIELDS_EN}</code>
      </p>
    </details>
  );
}
