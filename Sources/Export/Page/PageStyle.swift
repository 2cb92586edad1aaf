/// The style sheet and the script of the report page.
enum PageStyle {
  /// The colours as variables, for light and for dark.
  static var variables: String {
    func block(_ palette: ChartPalette) -> String {
      var text =
        "--bg:\(palette.background);--fg:\(palette.text);--dim:\(palette.dim);"
        + "--grid:\(palette.grid);--warn:\(palette.warning);"
      for (index, color) in palette.models.enumerated() {
        text += "--m\(index):\(color);--l\(index):\(readable(on: color));"
      }
      return text
    }
    return ":root{color-scheme:light dark;\(block(.paper))}\n"
      + "@media (prefers-color-scheme:dark) and (not print){:root{\(block(.slate))}}\n"
      + "@media print{:root{\(block(.paper))}}\n"
  }

  /// The palette that stands for the variables.
  static let palette: ChartPalette = {
    let indices = ChartPalette.paper.models.indices
    var palette = ChartPalette(
      background: "var(--bg)", text: "var(--fg)", dim: "var(--dim)", grid: "var(--grid)",
      warning: "var(--warn)", models: indices.map { "var(--m\($0))" })
    palette.labels = indices.map { "var(--l\($0))" }
    return palette
  }()

  static let sheet = """
    body{margin:0;background:var(--bg);color:var(--fg);
    font:15px/1.45 system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
    main{max-width:1120px;margin:0 auto;padding:16px}
    h1{font-size:22px;margin:8px 0 2px}h2{font-size:17px;margin:30px 0 8px}
    p{margin:4px 0;max-width:75ch}code{overflow-wrap:anywhere;font-size:13px}
    .dim{color:var(--dim)}
    .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px;margin:16px 0}
    .facts div{border:1px solid var(--grid);border-radius:6px;padding:8px 10px}
    .facts b{display:block;font-size:19px;font-variant-numeric:tabular-nums}
    .wide{overflow-x:auto}.wide svg{min-width:640px}
    .legend{display:flex;flex-wrap:wrap;gap:2px 14px;font-size:13px;max-width:none}
    svg{display:block;max-width:100%;height:auto}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:14px}
    th,td{padding:3px 10px;border-bottom:1px solid var(--grid);text-align:left;white-space:nowrap}
    th{font-weight:600}td.n,th.n{text-align:right}
    tr>:first-child{padding-left:0}
    i.m{display:inline-block;width:11px;height:11px;margin-right:6px;border-radius:2px}
    .tools{display:flex;flex-wrap:wrap;gap:6px;align-items:center;margin:4px 0}
    button{font:inherit;font-size:13px;padding:3px 10px;color:var(--fg);background:var(--bg);
    border:1px solid var(--dim);border-radius:5px;cursor:pointer}
    canvas{width:100%;display:block;touch-action:pan-y;cursor:grab}
    :focus-visible{outline:2px solid var(--warn);outline-offset:2px}
    #tip{min-height:1.5em}
    [hidden]{display:none!important}
    @media print{.tools,#zoom{display:none!important}#still{display:block!important}
    main{max-width:none;padding:0}h2{break-after:avoid}tr,svg{break-inside:avoid}}

    """

  /// The chart that can be zoomed: lanes from the numbers in the page, drawn on a canvas.
  static let script = """
    (()=>{'use strict';
    const D=JSON.parse(document.getElementById('data').textContent),box=document.getElementById('zoom'),
    still=document.getElementById('still'),cv=document.getElementById('lanes'),tip=document.getElementById('tip'),
    g=cv.getContext('2d');if(!g)return;box.hidden=false;still.hidden=true;
    const U=D.unit,T0=D.from,T1=D.to,N=D.lanes.length,H=N<=16?22:N<=32?16:N<=64?10:N<=256?5:2,M=58,A=22;
    const L=D.lanes.map(a=>{const n=a.length/4,b=new Float64Array(n),s=new Float64Array(n),e=new Float64Array(n),
    m=new Uint16Array(n);let t=0;for(let i=0;i<n;i++){t+=a[4*i];b[i]=T0+t*U;t+=a[4*i+1];s[i]=T0+t*U;t+=a[4*i+2];
    e[i]=T0+t*U;m[i]=a[4*i+3]}return{b,s,e,m,n}});
    let lo=T0,hi=T1,W=0,hatch=[];
    const css=n=>getComputedStyle(document.documentElement).getPropertyValue(n).trim();
    const clock=s=>{const a=Math.abs(s),z=s<0?'-':'';if(a<60)return z+(+a.toFixed(3))+' s';const w=Math.round(a),
    h=Math.floor(w/3600),m=Math.floor(w/60)%60,r=w%60,p=x=>String(x).padStart(2,'0');
    return z+(h>=48?Math.floor(h/24)+' d '+p(h%24)+':'+p(m):h?h+':'+p(m)+':'+p(r):m+':'+p(r))};
    const step=x=>{if(x>30)for(const s of[60,120,300,600,900,1800,3600,7200,10800,21600,43200,86400])if(s>=x)return s;
    const p=Math.pow(10,Math.floor(Math.log10(x)));return[1,2,5,10].map(k=>k*p).find(s=>s>=x)};
    function colours(){const k=window.devicePixelRatio||1;hatch=[];for(let i=0;i<D.colours;i++){const c=document.createElement('canvas');
    c.width=c.height=6;const q=c.getContext('2d');q.fillStyle=css('--bg');q.fillRect(0,0,6,6);q.strokeStyle=css('--m'+i);
    q.lineWidth=2;q.beginPath();for(const o of[-6,0,6]){q.moveTo(o,6);q.lineTo(o+6,0)}q.stroke();
    hatch.push({solid:css('--m'+i),lines:g.createPattern(c,'repeat')})}return k}
    function draw(){const k=colours();W=cv.clientWidth;const h=N*H+A;cv.style.height=h+'px';cv.width=W*k;cv.height=h*k;
    g.setTransform(k,0,0,k,0,0);g.fillStyle=css('--bg');g.fillRect(0,0,W,h);g.font='11px system-ui,sans-serif';
    const S=(W-M)/(hi-lo),x=t=>M+(t-lo)*S;g.textAlign='center';const d=step(80/S);
    for(let i=Math.ceil(lo/d);i*d<=hi;i++){g.fillStyle=css('--grid');g.fillRect(x(i*d),0,1,N*H+4);g.fillStyle=css('--dim');
    g.fillText(clock(i*d),Math.min(Math.max(x(i*d),M+20),W-20),N*H+16)}
    g.textAlign='right';for(let l=0;l<N;l++){if(H>=10||l%(H>=5?4:16)===0){g.fillStyle=css('--dim');
    g.fillText('GPU '+l,M-6,l*H+H/2+4)}const a=L[l],y=l*H,hh=H-(H>=10?2:H>=5?.5:0);let i=find(a.e,lo,a.n);
    for(;i<a.n&&a.b[i]<hi;i++){const q=hatch[a.m[i]%D.colours],p=Math.max(x(a.b[i]),M),r=Math.max(x(a.s[i]),M),z=Math.min(x(a.e[i]),W);
    if(r>p){g.fillStyle=r-p<1.5?css('--warn'):q.lines;g.fillRect(p,y,Math.max(r-p,.4),hh)}
    if(z>r){g.fillStyle=q.solid;g.fillRect(r,y,Math.max(z-r,.3),hh)}}}
    cv.setAttribute('aria-label','Lanes of '+N+' GPUs from '+clock(lo)+' to '+clock(hi))}
    function find(e,t,n){let a=0,b=n;while(a<b){const m=a+b>>1;if(e[m]<=t)a=m+1;else b=m}return a}
    function to(a,b){const s=Math.min(Math.max(b-a,(T1-T0)/1e6),T1-T0);a=Math.min(Math.max(a,T0),T1-s);lo=a;hi=a+s;
    requestAnimationFrame(draw)}
    const zoom=(f,at)=>{at=at??(lo+hi)/2;to(at-(at-lo)*f,at+(hi-at)*f)},pan=f=>to(lo+(hi-lo)*f,hi+(hi-lo)*f),
    act={in:()=>zoom(.5),out:()=>zoom(2),left:()=>pan(-.25),right:()=>pan(.25),all:()=>to(T0,T1)};
    for(const b of box.querySelectorAll('button'))b.onclick=()=>act[b.dataset.do]();
    cv.onkeydown=e=>{const f={'+':'in','=':'in','-':'out',ArrowLeft:'left',ArrowRight:'right','0':'all',Home:'all'}[e.key];
    if(f){act[f]();e.preventDefault()}};
    const at=e=>lo+(e.clientX-cv.getBoundingClientRect().left-M)/(W-M)*(hi-lo);
    cv.addEventListener('wheel',e=>{if(!e.ctrlKey&&!e.shiftKey&&document.activeElement!==cv)return;e.preventDefault();
    zoom(e.deltaY>0?1.25:.8,at(e))},{passive:false});
    let drag=null;cv.onpointerdown=e=>{drag={x:e.clientX,lo,hi};cv.setPointerCapture(e.pointerId);cv.focus()};
    cv.onpointerup=()=>drag=null;cv.onpointermove=e=>{if(drag){const s=(drag.hi-drag.lo)/(W-M)*(drag.x-e.clientX);
    to(drag.lo+s,drag.hi+s);return}const l=Math.floor((e.clientY-cv.getBoundingClientRect().top)/H),t=at(e);
    if(!(l in L)){tip.textContent='';return}const a=L[l],i=find(a.e,t,a.n);
    tip.textContent=i<a.n&&a.b[i]<=t?'GPU '+l+': '+D.models[a.m[i]]+(D.names?', '+D.names[l][i]:'')+
    (t<a.s[i]?', made resident':', computes')+', '+clock(a.b[i])+' to '+clock(a.e[i]):''};
    matchMedia('(prefers-color-scheme:dark)').addEventListener('change',draw);
    new ResizeObserver(draw).observe(box);draw()})();
    """
}
