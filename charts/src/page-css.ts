/** The CSS of a report page: one quiet column, figures that change drawing with their own width, a table that scrolls. */
export const PAGE_CSS: string = `*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
.page{max-width:912px;margin:0 auto;padding:56px 26px 96px}
h1,h2,h3{line-height:1.2;margin:0;text-wrap:balance}
h1{font-size:34px;letter-spacing:-.015em;font-weight:650}
h2{font-size:22px;letter-spacing:-.01em;font-weight:650}
h3{font-size:16px;font-weight:650}
p{margin:0 0 12px;max-width:68ch}
a{color:inherit}
.lede{font-size:18px;color:var(--muted);margin:10px 0 0;max-width:60ch}
header .bar{display:flex;justify-content:space-between;align-items:baseline;gap:16px;margin-bottom:28px}
.brand{font-size:13px;font-weight:650;letter-spacing:.02em;color:var(--muted)}
button{font:inherit;color:var(--muted);background:none;border:0;padding:0;cursor:pointer}
button:hover{color:var(--ink);text-decoration:underline}
button:focus-visible,.scroll:focus-visible,a:focus-visible{outline:2px solid var(--series-4);outline-offset:2px}
#theme{font-size:13px}
html:not(.scripted) #theme,html:not(.scripted) .tools,html:not(.scripted) .picker{display:none}
.provenance{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:10px 24px;margin:28px 0 0;padding:16px 0;border:solid var(--hairline);border-width:1px 0;font-size:13px}
.provenance dt{color:var(--muted)}
.provenance dd{margin:0;overflow-wrap:anywhere}
nav{margin:20px 0 0;font-size:14px}
nav ol{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:4px 20px}
nav a{color:var(--muted);text-decoration:none}
nav a:hover{color:var(--ink);text-decoration:underline}
.policies{list-style:none;margin:24px 0 0;padding:0;display:flex;flex-wrap:wrap;gap:6px 22px;font-size:14px}
.swatch{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:8px}
.picker{position:fixed;right:16px;bottom:16px;z-index:3;max-width:min(320px,calc(100vw - 32px));background:var(--paper);border:1px solid var(--axis);border-radius:8px;font-size:13px;box-shadow:0 2px 10px rgb(0 0 0/.14)}
.picker summary{padding:8px 14px;cursor:pointer;font-weight:600;list-style:none}
.picker summary::-webkit-details-marker{display:none}
.picker .picks{display:flex;flex-direction:column;align-items:stretch;max-height:60vh;overflow-y:auto;padding:0 8px 8px;border-top:1px solid var(--hairline)}
.picker .picks button{text-align:left;padding:6px;border-radius:5px;color:var(--ink)}
.picker [aria-pressed=true]{background:var(--wash);font-weight:650}
.picker .all{color:var(--muted)!important;margin-top:4px;border-top:1px solid var(--hairline);border-radius:0!important}
tr.off{opacity:.3}
section{margin-top:72px}
section>h2{padding-top:14px;border-top:2px solid var(--ink);margin-bottom:8px}
section>.lead{color:var(--muted);margin-bottom:20px}
.list{margin:28px 0 0;max-width:68ch}
.list ul{margin:8px 0 0;padding-left:1.1em}
.list li{margin:0 0 6px;overflow-wrap:anywhere}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:24px;margin:24px 0 8px}
.facts dt{font-size:13px;color:var(--muted)}
.facts dd{margin:0}
.facts .figure-value{font-size:26px;font-weight:600;letter-spacing:-.01em;line-height:1.25}
.facts .note{font-size:13px;color:var(--muted)}
.figure+p{margin-top:20px}
.figure{margin:40px 0 0;container-type:inline-size;break-inside:avoid}
.row{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(370px,100%),1fr));gap:0 40px}
figcaption{display:grid;grid-template-columns:1fr auto;gap:2px 16px;margin-bottom:14px}
figcaption h3{grid-column:1}
figcaption p{grid-column:1;margin:0;font-size:13.5px;color:var(--muted);line-height:1.45}
.tools{grid-column:2;grid-row:1;display:flex;gap:12px;font-size:12px}
.caption,.key{font-size:13px;color:var(--muted);margin:12px 0 0;line-height:1.5}
details{margin-top:10px;font-size:13px;color:var(--muted)}
summary{cursor:pointer}
summary:hover{color:var(--ink)}
.definitions{display:grid;grid-template-columns:minmax(110px,max-content) 1fr;gap:4px 20px;margin:10px 0 0;max-width:76ch}
.definitions dt{color:var(--ink)}
.definitions dd{margin:0}
svg.chart{display:block;width:100%;height:auto}
svg.compact{display:none;max-width:470px}
@container (max-width:380px){figcaption{grid-template-columns:1fr}.tools{grid-column:1;grid-row:auto;margin-top:4px}}
@container (max-width:600px){svg.wide{display:none}svg.compact{display:block}}
.scroll{overflow-x:auto;margin:0 calc(-26px - max(0px,min(240px,(100vw - 960px)/2))) 0 -26px;padding:0 26px 4px;background:linear-gradient(to left,var(--paper) 40%,transparent) right/48px 100% no-repeat local,linear-gradient(to left,var(--hairline),transparent) right/7px 100% no-repeat scroll}
p{overflow-wrap:anywhere}
table{border-collapse:collapse;font-size:13.5px;line-height:1.35;min-width:min(100%,860px)}
th{font-weight:400;text-align:right;vertical-align:bottom}
thead th{padding:4px 6px 8px 12px;border-bottom:1px solid var(--axis)}
thead button{color:var(--ink);font-weight:600;text-align:right;line-height:1.25}
thead .corner{border:0}
th.group{text-align:left;color:var(--muted);font-size:12.5px;padding-bottom:4px;border-bottom-color:var(--hairline)}
th[aria-sort=ascending] button::after{content:" ↑"}
th[aria-sort=descending] button::after{content:" ↓"}
.words,thead .unit{min-width:56px}
.unit{display:block;font-size:11.5px;color:var(--muted);font-weight:400;line-height:1.25}
tbody th,tr>th:first-child,.corner{vertical-align:top;text-align:left;position:sticky;left:0;background:var(--paper);padding:9px 12px 9px 0;white-space:nowrap;z-index:1}
tr>th:first-child button{text-align:left}
thead tr>th:first-child{vertical-align:bottom}
tbody th{font-weight:600}
@media (max-width:600px){tbody tr>th:first-child{white-space:normal;overflow-wrap:anywhere;min-width:38vw;max-width:46vw}}
tbody tr>*{border-bottom:1px solid var(--hairline)}
td.number,td.words{padding:9px 0 9px 12px;text-align:right;white-space:nowrap;vertical-align:top;position:relative}
td.words{text-align:left;white-space:normal;min-width:210px}
.value{display:block;padding:0 6px 0 18px}
.value+.value{color:var(--muted)}
.missing{color:var(--faint)}
.standing{position:absolute;left:17px;font-size:8px;line-height:19px}
thead th.words,thead th.words button{text-align:left}
td.words .value{padding-left:0}
td.best .value,td.best .standing{color:var(--best-ink)}
td.worst .value,td.worst .standing{color:var(--worst-ink)}
td.best,td.worst{background-clip:content-box}
td.best{background-color:var(--best)}
td.worst{background-color:var(--worst)}
td.split-best .standing,td.split-worst .standing{color:var(--muted)}
td.best .value:first-of-type,td.best .standing+.value{font-weight:600}
footer{margin-top:80px;padding-top:16px;border-top:1px solid var(--hairline);font-size:13px;color:var(--muted)}
@media (max-width:520px){.page{padding:28px 16px 64px}h1{font-size:27px}h2{font-size:20px}.lede{font-size:16.5px}section{margin-top:56px}.scroll{margin:0 -16px;padding:0 16px 4px}tbody th{white-space:normal;min-width:96px}header .bar{margin-bottom:18px}}
@media print{.page{max-width:none;padding:0}#theme,.tools,nav,.picker{display:none!important}section{margin-top:36px}.scroll{overflow:visible}body{font-size:12px}.scroll{margin:0;padding:0;background:none}table{font-size:9px;min-width:0;width:100%}.unit,th.group{font-size:8px}thead .unit{min-width:0}thead th,td.number,td.words{padding:5px 2px 5px 3px}td.words{min-width:120px}.value{padding:0 2px 0 9px}.standing{left:5px;font-size:6px;line-height:12px}tbody th{white-space:normal;padding:5px 4px 5px 0}}`
