package io.remoteaudit.export;

/** The page's beginning: its policy, its style, and the choice of language, which needs no script. */
final class PageHead {

    static final String HTML = """
            <!DOCTYPE html>
            <html lang="zh-CN"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1"><title>审核导出 · Audit export</title>
            <style>
            :root{color-scheme:light dark;--line:#8886;--soft:#8881;--text:#1b1b1f;--back:#fff;--dim:#55585f;--accent:#0b57d0;
            --bad:#b3261e;--good:#146c2e;--warn:#8a5000}
            @media(prefers-color-scheme:dark){:root{--text:#e6e6ea;--back:#16171b;--dim:#b0b3ba;--accent:#a8c7fa;--bad:#f2b8b5;
            --good:#6dd58c;--warn:#ffb870}}
            *{box-sizing:border-box}html{scroll-behavior:smooth}
            body{font:16px/1.6 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:74rem;
            margin:0 auto;padding:1rem 1rem 4rem;color:var(--text);background:var(--back)}
            #zh:checked~* span[lang=en],#en:checked~* span[lang=zh]{display:none}
            label{padding:.2rem .6rem .2rem .2rem;cursor:pointer}h1{font-size:1.7rem;line-height:1.3;margin:.6rem 0}
            h2{font-size:1.3rem;margin:2.6rem 0 .6rem;padding-bottom:.2rem;border-bottom:2px solid var(--line)}
            h3{font-size:1.1rem;margin:0;overflow-wrap:anywhere}section>h3{margin-top:1.2rem}h4{font-size:1rem;margin:1rem 0 .2rem}a{color:var(--accent)}
            nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;padding:0}
            article{border:1px solid var(--line);border-radius:.6rem;padding:.9rem 1.1rem;margin:.9rem 0}
            :target{outline:3px solid var(--accent)}.id{margin:.1rem 0 .6rem;color:var(--dim);overflow-wrap:anywhere}
            code{font:.85em ui-monospace,Consolas,monospace;color:var(--dim);overflow-wrap:anywhere}
            .numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.7rem;padding:0;list-style:none}
            .numbers li{border:1px solid var(--line);border-radius:.6rem;padding:.5rem .8rem}
            .numbers b{display:block;font-size:1.5rem;font-variant-numeric:tabular-nums}
            dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.15rem 1rem;margin:.4rem 0}
            dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}.wide{overflow-x:auto}
            table{border-collapse:collapse;margin:.3rem 0 .6rem;font-variant-numeric:tabular-nums;min-width:100%}
            th,td{border:1px solid var(--line);padding:.25rem .6rem;text-align:left;vertical-align:top}
            th{background:var(--soft);white-space:nowrap}td{overflow-wrap:anywhere;min-width:4.5rem}
            summary{cursor:pointer}.group{border-bottom:1px solid var(--line);padding:.25rem 0}.plain{margin:0;padding-left:1.2rem}
            .badge,.count{border-radius:1rem;padding:.05rem .6rem;background:var(--soft);font-size:.85em;white-space:nowrap}
            .bad{color:var(--bad);font-weight:600}.good{color:var(--good)}.warn{color:var(--warn);font-weight:600}
            .hidden{font-style:italic}.note{background:var(--soft);border-left:4px solid var(--accent);padding:.5rem 1rem;margin:.8rem 0}
            .note p{margin:.3rem 0}.warning{border-color:var(--warn)}
            .sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:1rem}
            .message{border-left:3px solid var(--line);padding-left:.8rem;margin:.2rem 0 .8rem;white-space:pre-wrap;
            overflow-wrap:anywhere}.message.answer{border-color:var(--accent)}
            del{text-decoration-color:var(--bad)}ins{text-decoration-color:var(--good)}
            @media(max-width:32rem){dl{grid-template-columns:1fr}dt{margin-top:.3rem}}
            @media print{:root{--text:#000;--back:#fff;--dim:#333;--accent:#000;--bad:#900;--good:#060;--warn:#640}
            input,label,nav{display:none}article{break-inside:auto}tr,dl>*{break-inside:avoid}h2,h3,h4{break-after:avoid}
            thead{display:table-header-group}body{max-width:none;font-size:11pt}a{text-decoration:none}.wide{overflow:visible}
            details::details-content{content-visibility:visible;block-size:auto}}
            </style></head><body>
            <input type="radio" name="language" id="zh" checked><label for="zh" lang="zh">中文</label>
            <input type="radio" name="language" id="en"><label for="en" lang="en">English</label>
            """;

    private PageHead() {}
}
