// Made by hack/generate.ts from lib/config/schema.ts. Do not edit.
var validate=validate20,stdin_default=validate20,schema31={$schema:"https://json-schema.org/draft/2020-12/schema",title:"The configuration of node-cleanup-webho\
ok",type:"object",additionalProperties:!1,properties:{prefix:{type:"string",pattern:"^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[a-\
z0-9])?)*$",default:"infra.894.io",description:"A DNS name that the finalizer, the annotations and the taint begin with. Nodes keep the finalizer that they have\
: run `release-all` before you change it. Read at the start only."},nodeSelector:{type:"string",format:"label-selector",default:"",description:'A Kubernetes lab\
el selector: the Nodes that get the finalizer. Empty selects every Node. A Node with the label `infra.894.io/exclude: "true"` never gets it.',examples:["node-ro\
le.kubernetes.io/worker,environment in (prod, staging)"]},cleanup:{type:"object",additionalProperties:!1,description:"What happens between the deletion of a Nod\
e and its end.",properties:{concurrency:{type:"integer",minimum:1,maximum:1e3,default:10,description:"How many Nodes are worked on at the same time. Nodes that \
wait do not count. Read at the start only."},deadline:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"0s",description:"For everything \
before the release of the Node, counted from the start of the removal; `0s` is none.",examples:["2h"]},onDeadline:{type:"string",enum:["block","continue"],default:"\
block",description:"What a missed deadline means. `block`: a person must look; the tasks are still tried. `continue`: what is not over is given up and the Node \
goes."},deadAfter:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"5m",description:"A Node whose Ready has been `False` or `Unknown` fo\
r this long counts as dead: nothing waits for its kubelet any more. A removal that has begun keeps the value that it began with."},keepFinished:{type:"string",pattern:"\
^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"24h",description:"How long the record of a finished removal (NodeCleanup) is kept."},retry:{type:"object",additionalProperties:!1,
description:"The waits after errors of a task: they double from `base` up to `cap`, with full jitter.",properties:{base:{type:"string",pattern:"^(?:[0-9]+(?:[.]\
[0-9]+)?(?:ms|h|m|s))+$",default:"1s",description:"At most this long after the first error; at least `100ms`."},cap:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9\
]+)?(?:ms|h|m|s))+$",default:"5m",description:"Never longer than this."}}},tasks:{type:"array",maxItems:100,items:{type:"object",additionalProperties:!1,required:[
"task"],properties:{task:{type:"string",enum:["cordon","drain","notify"],description:"The kind of task."},name:{type:"string",pattern:"^[a-z0-9](?:[-a-z0-9.]{0,\
61}[a-z0-9])?$",description:"What `needs`, the record and the skip annotation call it: small letters, digits, `-` and `.`. Without it the kind is the name, so a\
 second task of a kind must have one."},stage:{type:"string",enum:["before","after"],description:"Before the release of the Node, or after the Node is gone."},on:{
type:"array",minItems:1,items:{type:"string",enum:["started","blocked","released","failed","skipped"]},description:"In place of `stage`: the moments at which it\
 runs, each once. It holds up nothing but the end of the record, and is given up at its timeout."},needs:{type:"array",items:{type:"string"},default:[],description:"\
Names of tasks of the same stage that must be over first: done, skipped or given up. Tasks that do not need each other run in parallel."},timeout:{type:"string",
pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",description:"Counted from the first run of the task; `0s` is none.",examples:["30m"]},onTimeout:{type:"string",
enum:["block","continue"],description:"What a missed timeout means. `block`: a person must look; the task is still tried. `continue`: it is given up, and what n\
eeds it goes on."},options:{type:"object",description:"Those of the kind: see below."}},allOf:[{if:{required:["task"],properties:{task:{const:"cordon"}}},then:{
required:[],properties:{options:{type:"object",additionalProperties:!1,properties:{}},stage:{enum:["before"]},on:!1}}},{if:{required:["task"],properties:{task:{
const:"drain"}}},then:{required:[],properties:{options:{type:"object",additionalProperties:!1,properties:{gracePeriod:{type:"string",pattern:"^$|^(?:[0-9]+(?:[.\
][0-9]+)?(?:ms|h|m|s))+$",default:"",description:"How long a pod may take to end; empty is the pod's own terminationGracePeriodSeconds. At least 1s."},forceAfter:{
type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"0s",description:"From this long after the start of the drain pods are deleted, past the\
ir disruption budgets, instead of evicted; 0s is never."},skipPods:{type:"string",format:"label-selector",default:"",description:"A label selector of pods that \
are left where they are; empty is none."},unmanaged:{type:"string",enum:["evict","block"],default:"evict",description:"What to do with pods that no controller w\
ould create again: evict them, or wait for a person."},emptyDir:{type:"string",enum:["evict","block"],default:"evict",description:"What to do with pods whose em\
ptyDir volumes are lost with them: evict them, or wait for a person."},maxParallel:{type:"integer",minimum:1,maximum:100,default:10,description:"How many evicti\
ons of one Node are asked for at the same time."}}},stage:{enum:["before"]},on:!1}}},{if:{required:["task"],properties:{task:{const:"notify"}}},then:{required:[
"options"],properties:{options:{type:"object",additionalProperties:!1,anyOf:[{required:["url"]},{required:["urlFile"]}],properties:{url:{type:"string",pattern:"\
^$|^https?://[^\\s/]+",default:"",description:"Where to send it: http:// or https://."},urlFile:{type:"string",default:"",description:"A file that holds the url\
, for one that is a secret itself; read each time."},body:{type:"string",pattern:"^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment\
|phase|message|requestedAt|time)\\s*[}][}])*$",default:`{
  "text": "Node {{node}}: {{task}}. {{phase}}: {{message}}",
  "task": "{{task}}",
  "moment": "{{moment}}",
  "node": "{{node}}",
  "nodeUID": "{{nodeUID}}",
  "kind": "{{kind}}",
  "record": "{{record}}",
  "operation": "{{operation}}",
  "phase": "{{phase}}",
  "message": "{{message}}",
  "requestedAt": "{{requestedAt}}",
  "time": "{{time}}"
}`,description:"A JSON text with placeholders such as {{node}} inside of its strings; docs/tasks/notify.md lists them."},headersFile:{type:"string",default:"",description:"\
A file with lines `Name: value`, for tokens; read each time, never logged."},caFile:{type:"string",default:"",description:"A file with PEM certificates to trust\
 in place of the system's."},timeout:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"10s",description:"For one attempt, from the conne\
ction to the answer."}}},stage:{enum:["before","after"]}},anyOf:[{required:["on"]},{required:["stage"]}]}},{if:{required:["on"]},then:{properties:{stage:!1,onTimeout:{
const:"continue"}}}}]},default:[{task:"cordon"},{task:"drain",needs:["cordon"]}],description:"The plan. `[]` is a plan without tasks: the Node goes at once. A r\
emoval that has begun keeps the plan that it began with."}}}}},pattern4=new RegExp("^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[a-z\
0-9])?)*$","u"),pattern5=new RegExp("^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$","u"),pattern10=new RegExp("^$|^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$","u"),pattern12=new RegExp(
"^$|^https?://[^\\s/]+","u"),pattern13=new RegExp("^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time\
)\\s*[}][}])*$","u"),pattern15=new RegExp("^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$","u");function validate20(data,{instancePath="",parentData,parentDataProperty,
rootData=data,dynamicAnchors={}}={}){let vErrors=null,errors=0,evaluated0=validate20.evaluated;if(evaluated0.dynamicProps&&(evaluated0.props=void 0),evaluated0.
dynamicItems&&(evaluated0.items=void 0),data&&typeof data=="object"&&!Array.isArray(data)){for(let key0 in data)if(!(key0==="prefix"||key0==="nodeSelector"||key0===
"cleanup")){let err0={instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key0},message:"must NOT have ad\
ditional properties"};vErrors===null?vErrors=[err0]:vErrors.push(err0),errors++}if(data.prefix!==void 0){let data0=data.prefix;if(typeof data0=="string"){if(!pattern4.
test(data0)){let err1={instancePath:instancePath+"/prefix",schemaPath:"#/properties/prefix/pattern",keyword:"pattern",params:{pattern:"^(?=.{1,253}$)[a-z0-9](?:\
[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$"},message:'must match pattern "^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0\
-9]*[a-z0-9])?)*$"'};vErrors===null?vErrors=[err1]:vErrors.push(err1),errors++}}else{let err2={instancePath:instancePath+"/prefix",schemaPath:"#/properties/pref\
ix/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err2]:vErrors.push(err2),errors++}}if(data.nodeSelector!==void 0&&
typeof data.nodeSelector!="string"){let err3={instancePath:instancePath+"/nodeSelector",schemaPath:"#/properties/nodeSelector/type",keyword:"type",params:{type:"\
string"},message:"must be string"};vErrors===null?vErrors=[err3]:vErrors.push(err3),errors++}if(data.cleanup!==void 0){let data2=data.cleanup;if(data2&&typeof data2==
"object"&&!Array.isArray(data2)){for(let key1 in data2)if(!(key1==="concurrency"||key1==="deadline"||key1==="onDeadline"||key1==="deadAfter"||key1==="keepFinish\
ed"||key1==="retry"||key1==="tasks")){let err4={instancePath:instancePath+"/cleanup",schemaPath:"#/properties/cleanup/additionalProperties",keyword:"additionalP\
roperties",params:{additionalProperty:key1},message:"must NOT have additional properties"};vErrors===null?vErrors=[err4]:vErrors.push(err4),errors++}if(data2.concurrency!==
void 0){let data3=data2.concurrency;if(!(typeof data3=="number"&&!(data3%1)&&!isNaN(data3)&&isFinite(data3))){let err5={instancePath:instancePath+"/cleanup/conc\
urrency",schemaPath:"#/properties/cleanup/properties/concurrency/type",keyword:"type",params:{type:"integer"},message:"must be integer"};vErrors===null?vErrors=
[err5]:vErrors.push(err5),errors++}if(typeof data3=="number"&&isFinite(data3)){if(data3>1e3||isNaN(data3)){let err6={instancePath:instancePath+"/cleanup/concurr\
ency",schemaPath:"#/properties/cleanup/properties/concurrency/maximum",keyword:"maximum",params:{comparison:"<=",limit:1e3},message:"must be <= 1000"};vErrors===
null?vErrors=[err6]:vErrors.push(err6),errors++}if(data3<1||isNaN(data3)){let err7={instancePath:instancePath+"/cleanup/concurrency",schemaPath:"#/properties/cl\
eanup/properties/concurrency/minimum",keyword:"minimum",params:{comparison:">=",limit:1},message:"must be >= 1"};vErrors===null?vErrors=[err7]:vErrors.push(err7),
errors++}}}if(data2.deadline!==void 0){let data4=data2.deadline;if(typeof data4=="string"){if(!pattern5.test(data4)){let err8={instancePath:instancePath+"/clean\
up/deadline",schemaPath:"#/properties/cleanup/properties/deadline/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'\
must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err8]:vErrors.push(err8),errors++}}else{let err9={instancePath:instancePath+
"/cleanup/deadline",schemaPath:"#/properties/cleanup/properties/deadline/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=
[err9]:vErrors.push(err9),errors++}}if(data2.onDeadline!==void 0){let data5=data2.onDeadline;if(typeof data5!="string"){let err10={instancePath:instancePath+"/c\
leanup/onDeadline",schemaPath:"#/properties/cleanup/properties/onDeadline/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=
[err10]:vErrors.push(err10),errors++}if(!(data5==="block"||data5==="continue")){let err11={instancePath:instancePath+"/cleanup/onDeadline",schemaPath:"#/propert\
ies/cleanup/properties/onDeadline/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.onDeadline.enum},message:"must be equal to o\
ne of the allowed values"};vErrors===null?vErrors=[err11]:vErrors.push(err11),errors++}}if(data2.deadAfter!==void 0){let data6=data2.deadAfter;if(typeof data6==
"string"){if(!pattern5.test(data6)){let err12={instancePath:instancePath+"/cleanup/deadAfter",schemaPath:"#/properties/cleanup/properties/deadAfter/pattern",keyword:"\
pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=
[err12]:vErrors.push(err12),errors++}}else{let err13={instancePath:instancePath+"/cleanup/deadAfter",schemaPath:"#/properties/cleanup/properties/deadAfter/type",
keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err13]:vErrors.push(err13),errors++}}if(data2.keepFinished!==void 0){let data7=data2.
keepFinished;if(typeof data7=="string"){if(!pattern5.test(data7)){let err14={instancePath:instancePath+"/cleanup/keepFinished",schemaPath:"#/properties/cleanup/\
properties/keepFinished/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]\
+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err14]:vErrors.push(err14),errors++}}else{let err15={instancePath:instancePath+"/cleanup/keepFinished",schemaPath:"\
#/properties/cleanup/properties/keepFinished/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err15]:vErrors.push(err15),
errors++}}if(data2.retry!==void 0){let data8=data2.retry;if(data8&&typeof data8=="object"&&!Array.isArray(data8)){for(let key2 in data8)if(!(key2==="base"||key2===
"cap")){let err16={instancePath:instancePath+"/cleanup/retry",schemaPath:"#/properties/cleanup/properties/retry/additionalProperties",keyword:"additionalPropert\
ies",params:{additionalProperty:key2},message:"must NOT have additional properties"};vErrors===null?vErrors=[err16]:vErrors.push(err16),errors++}if(data8.base!==
void 0){let data9=data8.base;if(typeof data9=="string"){if(!pattern5.test(data9)){let err17={instancePath:instancePath+"/cleanup/retry/base",schemaPath:"#/prope\
rties/cleanup/properties/retry/properties/base/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern\
 "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err17]:vErrors.push(err17),errors++}}else{let err18={instancePath:instancePath+"/cleanup/re\
try/base",schemaPath:"#/properties/cleanup/properties/retry/properties/base/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?
vErrors=[err18]:vErrors.push(err18),errors++}}if(data8.cap!==void 0){let data10=data8.cap;if(typeof data10=="string"){if(!pattern5.test(data10)){let err19={instancePath:instancePath+
"/cleanup/retry/cap",schemaPath:"#/properties/cleanup/properties/retry/properties/cap/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|\
h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err19]:vErrors.push(err19),errors++}}else{let err20={
instancePath:instancePath+"/cleanup/retry/cap",schemaPath:"#/properties/cleanup/properties/retry/properties/cap/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err20]:vErrors.push(err20),errors++}}}else{let err21={instancePath:instancePath+"/cleanup/retry",schemaPath:"#/properti\
es/cleanup/properties/retry/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err21]:vErrors.push(err21),errors++}}if(data2.
tasks!==void 0){let data11=data2.tasks;if(Array.isArray(data11)){if(data11.length>100){let err22={instancePath:instancePath+"/cleanup/tasks",schemaPath:"#/prope\
rties/cleanup/properties/tasks/maxItems",keyword:"maxItems",params:{limit:100},message:"must NOT have more than 100 items"};vErrors===null?vErrors=[err22]:vErrors.
push(err22),errors++}let len0=data11.length;for(let i0=0;i0<len0;i0++){let data12=data11[i0],_errs31=errors,valid6=!0,_errs32=errors;if(data12&&typeof data12=="\
object"&&!Array.isArray(data12)){let missing0;if(data12.task===void 0&&(missing0="task")){let err23={};vErrors===null?vErrors=[err23]:vErrors.push(err23),errors++}else if(data12.
task!==void 0&&data12.task!=="cordon"){let err24={};vErrors===null?vErrors=[err24]:vErrors.push(err24),errors++}}var _valid0=_errs32===errors;if(errors=_errs31,
vErrors!==null&&(_errs31?vErrors.length=_errs31:vErrors=null),_valid0){let _errs34=errors;if(data12&&typeof data12=="object"&&!Array.isArray(data12)){if(data12.
options!==void 0){let data14=data12.options;if(data14&&typeof data14=="object"&&!Array.isArray(data14))for(let key3 in data14){let err25={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/options/additionalProperties",keyword:"additiona\
lProperties",params:{additionalProperty:key3},message:"must NOT have additional properties"};vErrors===null?vErrors=[err25]:vErrors.push(err25),errors++}else{let err26={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/options/type",keyword:"\
type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err26]:vErrors.push(err26),errors++}}if(data12.stage!==void 0&&data12.stage!=="be\
fore"){let err27={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/stage/\
enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[0].then.properties.stage.enum},message:"must be equal to one\
 of the allowed values"};vErrors===null?vErrors=[err27]:vErrors.push(err27),errors++}if(data12.on!==void 0){let err28={instancePath:instancePath+"/cleanup/tasks\
/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean s\
chema is false"};vErrors===null?vErrors=[err28]:vErrors.push(err28),errors++}}var _valid0=_errs34===errors;if(valid6=_valid0,valid6){var props0={};props0.options=
!0,props0.stage=!0,props0.on=!0,props0.task=!0}}if(!valid6){let err29={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/propertie\
s/tasks/items/allOf/0/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===null?vErrors=[err29]:vErrors.push(err29),errors++}
let _errs40=errors,valid9=!0,_errs41=errors;if(data12&&typeof data12=="object"&&!Array.isArray(data12)){let missing1;if(data12.task===void 0&&(missing1="task")){
let err30={};vErrors===null?vErrors=[err30]:vErrors.push(err30),errors++}else if(data12.task!==void 0&&data12.task!=="drain"){let err31={};vErrors===null?vErrors=
[err31]:vErrors.push(err31),errors++}}var _valid1=_errs41===errors;if(errors=_errs40,vErrors!==null&&(_errs40?vErrors.length=_errs40:vErrors=null),_valid1){let _errs43=errors;
if(data12&&typeof data12=="object"&&!Array.isArray(data12)){if(data12.options!==void 0){let data18=data12.options;if(data18&&typeof data18=="object"&&!Array.isArray(
data18)){for(let key4 in data18)if(!(key4==="gracePeriod"||key4==="forceAfter"||key4==="skipPods"||key4==="unmanaged"||key4==="emptyDir"||key4==="maxParallel")){
let err32={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/add\
itionalProperties",keyword:"additionalProperties",params:{additionalProperty:key4},message:"must NOT have additional properties"};vErrors===null?vErrors=[err32]:
vErrors.push(err32),errors++}if(data18.gracePeriod!==void 0){let data19=data18.gracePeriod;if(typeof data19=="string"){if(!pattern10.test(data19)){let err33={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/gracePeriod",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/gracePeriod/patte\
rn",keyword:"pattern",params:{pattern:"^$|^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^$|^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===
null?vErrors=[err33]:vErrors.push(err33),errors++}}else{let err34={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/gracePeriod",schemaPath:"#/propertie\
s/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/gracePeriod/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===
null?vErrors=[err34]:vErrors.push(err34),errors++}}if(data18.forceAfter!==void 0){let data20=data18.forceAfter;if(typeof data20=="string"){if(!pattern5.test(data20)){
let err35={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/forceAfter",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/\
options/properties/forceAfter/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.\
][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err35]:vErrors.push(err35),errors++}}else{let err36={instancePath:instancePath+"/cleanup/tasks/"+i0+"/option\
s/forceAfter",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/forceAfter/type",keyword:"type",params:{type:"s\
tring"},message:"must be string"};vErrors===null?vErrors=[err36]:vErrors.push(err36),errors++}}if(data18.skipPods!==void 0&&typeof data18.skipPods!="string"){let err37={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/skipPods",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/prope\
rties/skipPods/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err37]:vErrors.push(err37),errors++}if(data18.unmanaged!==
void 0){let data22=data18.unmanaged;if(typeof data22!="string"){let err38={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/unmanaged",schemaPath:"#/pro\
perties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/unmanaged/type",keyword:"type",params:{type:"string"},message:"must be string"};
vErrors===null?vErrors=[err38]:vErrors.push(err38),errors++}if(!(data22==="evict"||data22==="block")){let err39={instancePath:instancePath+"/cleanup/tasks/"+i0+
"/options/unmanaged",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/unmanaged/enum",keyword:"enum",params:{allowedValues:schema31.
properties.cleanup.properties.tasks.items.allOf[1].then.properties.options.properties.unmanaged.enum},message:"must be equal to one of the allowed values"};vErrors===
null?vErrors=[err39]:vErrors.push(err39),errors++}}if(data18.emptyDir!==void 0){let data23=data18.emptyDir;if(typeof data23!="string"){let err40={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/emptyDir",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/emptyDir/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err40]:vErrors.push(err40),errors++}if(!(data23==="evict"||data23==="block")){let err41={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/emptyDir",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/prope\
rties/emptyDir/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[1].then.properties.options.properties.emptyDir.
enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err41]:vErrors.push(err41),errors++}}if(data18.maxParallel!==void 0){let data24=data18.
maxParallel;if(!(typeof data24=="number"&&!(data24%1)&&!isNaN(data24)&&isFinite(data24))){let err42={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/ma\
xParallel",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/maxParallel/type",keyword:"type",params:{type:"int\
eger"},message:"must be integer"};vErrors===null?vErrors=[err42]:vErrors.push(err42),errors++}if(typeof data24=="number"&&isFinite(data24)){if(data24>100||isNaN(
data24)){let err43={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/maxParallel",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/p\
roperties/options/properties/maxParallel/maximum",keyword:"maximum",params:{comparison:"<=",limit:100},message:"must be <= 100"};vErrors===null?vErrors=[err43]:
vErrors.push(err43),errors++}if(data24<1||isNaN(data24)){let err44={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/maxParallel",schemaPath:"#/properti\
es/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/maxParallel/minimum",keyword:"minimum",params:{comparison:">=",limit:1},message:"mu\
st be >= 1"};vErrors===null?vErrors=[err44]:vErrors.push(err44),errors++}}}}else{let err45={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?
vErrors=[err45]:vErrors.push(err45),errors++}}if(data12.stage!==void 0&&data12.stage!=="before"){let err46={instancePath:instancePath+"/cleanup/tasks/"+i0+"/sta\
ge",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.
properties.tasks.items.allOf[1].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err46]:vErrors.push(err46),
errors++}if(data12.on!==void 0){let err47={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/\
then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err47]:vErrors.push(err47),errors++}}
var _valid1=_errs43===errors;if(valid9=_valid1,valid9){var props1={};props1.options=!0,props1.stage=!0,props1.on=!0,props1.task=!0}}if(!valid9){let err48={instancePath:instancePath+
"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" \
schema'};vErrors===null?vErrors=[err48]:vErrors.push(err48),errors++}props0!==!0&&props1!==void 0&&(props1===!0?props0=!0:(props0=props0||{},Object.assign(props0,
props1)));let _errs61=errors,valid13=!0,_errs62=errors;if(data12&&typeof data12=="object"&&!Array.isArray(data12)){let missing2;if(data12.task===void 0&&(missing2=
"task")){let err49={};vErrors===null?vErrors=[err49]:vErrors.push(err49),errors++}else if(data12.task!==void 0&&data12.task!=="notify"){let err50={};vErrors===null?
vErrors=[err50]:vErrors.push(err50),errors++}}var _valid2=_errs62===errors;if(errors=_errs61,vErrors!==null&&(_errs61?vErrors.length=_errs61:vErrors=null),_valid2){
let _errs64=errors,_errs65=errors,valid15=!1,_errs66=errors;if(data12&&typeof data12=="object"&&!Array.isArray(data12)&&data12.on===void 0){let err51={instancePath:instancePath+
"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/anyOf/0/required",keyword:"required",params:{missingProperty:"on"},message:"\
must have required property 'on'"};vErrors===null?vErrors=[err51]:vErrors.push(err51),errors++}var _valid3=_errs66===errors;valid15=valid15||_valid3;let _errs67=errors;
if(data12&&typeof data12=="object"&&!Array.isArray(data12)&&data12.stage===void 0){let err52={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/prope\
rties/cleanup/properties/tasks/items/allOf/2/then/anyOf/1/required",keyword:"required",params:{missingProperty:"stage"},message:"must have required property 'st\
age'"};vErrors===null?vErrors=[err52]:vErrors.push(err52),errors++}var _valid3=_errs67===errors;if(valid15=valid15||_valid3,valid15)errors=_errs65,vErrors!==null&&
(_errs65?vErrors.length=_errs65:vErrors=null);else{let err53={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/i\
tems/allOf/2/then/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};vErrors===null?vErrors=[err53]:vErrors.push(err53),errors++}if(data12&&
typeof data12=="object"&&!Array.isArray(data12)){if(data12.options===void 0){let err54={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/\
cleanup/properties/tasks/items/allOf/2/then/required",keyword:"required",params:{missingProperty:"options"},message:"must have required property 'options'"};vErrors===
null?vErrors=[err54]:vErrors.push(err54),errors++}if(data12.options!==void 0){let data28=data12.options,_errs70=errors,valid17=!1,_errs71=errors;if(data28&&typeof data28==
"object"&&!Array.isArray(data28)&&data28.url===void 0){let err55={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/pro\
perties/tasks/items/allOf/2/then/properties/options/anyOf/0/required",keyword:"required",params:{missingProperty:"url"},message:"must have required property 'ur\
l'"};vErrors===null?vErrors=[err55]:vErrors.push(err55),errors++}var _valid4=_errs71===errors;valid17=valid17||_valid4;let _errs72=errors;if(data28&&typeof data28==
"object"&&!Array.isArray(data28)&&data28.urlFile===void 0){let err56={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup\
/properties/tasks/items/allOf/2/then/properties/options/anyOf/1/required",keyword:"required",params:{missingProperty:"urlFile"},message:"must have required prop\
erty 'urlFile'"};vErrors===null?vErrors=[err56]:vErrors.push(err56),errors++}var _valid4=_errs72===errors;if(valid17=valid17||_valid4,valid17)errors=_errs70,vErrors!==
null&&(_errs70?vErrors.length=_errs70:vErrors=null);else{let err57={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/p\
roperties/tasks/items/allOf/2/then/properties/options/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};vErrors===null?vErrors=[err57]:vErrors.
push(err57),errors++}if(data28&&typeof data28=="object"&&!Array.isArray(data28)){for(let key5 in data28)if(!(key5==="url"||key5==="urlFile"||key5==="body"||key5===
"headersFile"||key5==="caFile"||key5==="timeout")){let err58={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/propert\
ies/tasks/items/allOf/2/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key5},message:"must NOT have add\
itional properties"};vErrors===null?vErrors=[err58]:vErrors.push(err58),errors++}if(data28.url!==void 0){let data29=data28.url;if(typeof data29=="string"){if(!pattern12.
test(data29)){let err59={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/url",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/prop\
erties/options/properties/url/pattern",keyword:"pattern",params:{pattern:"^$|^https?://[^\\s/]+"},message:'must match pattern "^$|^https?://[^\\s/]+"'};vErrors===
null?vErrors=[err59]:vErrors.push(err59),errors++}}else{let err60={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/url",schemaPath:"#/properties/cleanu\
p/properties/tasks/items/allOf/2/then/properties/options/properties/url/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=
[err60]:vErrors.push(err60),errors++}}if(data28.urlFile!==void 0&&typeof data28.urlFile!="string"){let err61={instancePath:instancePath+"/cleanup/tasks/"+i0+"/o\
ptions/urlFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/urlFile/type",keyword:"type",params:{type:"st\
ring"},message:"must be string"};vErrors===null?vErrors=[err61]:vErrors.push(err61),errors++}if(data28.body!==void 0){let data31=data28.body;if(typeof data31=="\
string"){if(!pattern13.test(data31)){let err62={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/body",schemaPath:"#/properties/cleanup/properties/tasks\
/items/allOf/2/then/properties/options/properties/body/pattern",keyword:"pattern",params:{pattern:"^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node|nodeUID|kind|record|oper\
ation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$"},message:'must match pattern "^(?:[^{]|[{](?![{])|[{][{]\\s*(?:node|nodeUID|kind|record|operation\
|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$"'};vErrors===null?vErrors=[err62]:vErrors.push(err62),errors++}}else{let err63={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/body",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/body/type",keyword:"type",
params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err63]:vErrors.push(err63),errors++}}if(data28.headersFile!==void 0&&typeof data28.headersFile!=
"string"){let err64={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/headersFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/\
properties/options/properties/headersFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err64]:vErrors.push(err64),
errors++}if(data28.caFile!==void 0&&typeof data28.caFile!="string"){let err65={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/caFile",schemaPath:"#/pr\
operties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/caFile/type",keyword:"type",params:{type:"string"},message:"must be string"};
vErrors===null?vErrors=[err65]:vErrors.push(err65),errors++}if(data28.timeout!==void 0){let data34=data28.timeout;if(typeof data34=="string"){if(!pattern5.test(
data34)){let err66={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/prope\
rties/options/properties/timeout/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?\
:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err66]:vErrors.push(err66),errors++}}else{let err67={instancePath:instancePath+"/cleanup/tasks/"+i0+"/opt\
ions/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/timeout/type",keyword:"type",params:{type:"stri\
ng"},message:"must be string"};vErrors===null?vErrors=[err67]:vErrors.push(err67),errors++}}}else{let err68={instancePath:instancePath+"/cleanup/tasks/"+i0+"/op\
tions",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must be obje\
ct"};vErrors===null?vErrors=[err68]:vErrors.push(err68),errors++}}if(data12.stage!==void 0){let data35=data12.stage;if(!(data35==="before"||data35==="after")){let err69={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/stage/enum",keyword:"enu\
m",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[2].then.properties.stage.enum},message:"must be equal to one of the allowed va\
lues"};vErrors===null?vErrors=[err69]:vErrors.push(err69),errors++}}}var _valid2=_errs64===errors;if(valid13=_valid2,valid13){var props2={};props2.options=!0,props2.
stage=!0,props2.task=!0}}if(!valid13){let err70={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/\
if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===null?vErrors=[err70]:vErrors.push(err70),errors++}props0!==!0&&props2!==
void 0&&(props2===!0?props0=!0:(props0=props0||{},Object.assign(props0,props2)));let _errs88=errors,valid19=!0,_errs89=errors;if(data12&&typeof data12=="object"&&
!Array.isArray(data12)){let missing3;if(data12.on===void 0&&(missing3="on")){let err71={};vErrors===null?vErrors=[err71]:vErrors.push(err71),errors++}}var _valid5=_errs89===
errors;if(errors=_errs88,vErrors!==null&&(_errs88?vErrors.length=_errs88:vErrors=null),_valid5){let _errs90=errors;if(data12&&typeof data12=="object"&&!Array.isArray(
data12)){if(data12.stage!==void 0){let err72={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/al\
lOf/3/then/properties/stage/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err72]:vErrors.push(err72),
errors++}if(data12.onTimeout!==void 0&&data12.onTimeout!=="continue"){let err73={instancePath:instancePath+"/cleanup/tasks/"+i0+"/onTimeout",schemaPath:"#/prope\
rties/cleanup/properties/tasks/items/allOf/3/then/properties/onTimeout/const",keyword:"const",params:{allowedValue:"continue"},message:"must be equal to constan\
t"};vErrors===null?vErrors=[err73]:vErrors.push(err73),errors++}}var _valid5=_errs90===errors;if(valid19=_valid5,valid19){var props3={};props3.stage=!0,props3.onTimeout=
!0}}if(!valid19){let err74={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/if",keyword:"if",params:{
failingKeyword:"then"},message:'must match "then" schema'};vErrors===null?vErrors=[err74]:vErrors.push(err74),errors++}if(props0!==!0&&props3!==void 0&&(props3===
!0?props0=!0:(props0=props0||{},Object.assign(props0,props3))),data12&&typeof data12=="object"&&!Array.isArray(data12)){if(data12.task===void 0){let err75={instancePath:instancePath+
"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/required",keyword:"required",params:{missingProperty:"task"},message:"must have req\
uired property 'task'"};vErrors===null?vErrors=[err75]:vErrors.push(err75),errors++}for(let key6 in data12)if(!(key6==="task"||key6==="name"||key6==="stage"||key6===
"on"||key6==="needs"||key6==="timeout"||key6==="onTimeout"||key6==="options")){let err76={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/propertie\
s/cleanup/properties/tasks/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key6},message:"must NOT have additional propert\
ies"};vErrors===null?vErrors=[err76]:vErrors.push(err76),errors++}if(data12.task!==void 0){let data38=data12.task;if(typeof data38!="string"){let err77={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/task",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/task/type",keyword:"type",params:{type:"string"},message:"must b\
e string"};vErrors===null?vErrors=[err77]:vErrors.push(err77),errors++}if(!(data38==="cordon"||data38==="drain"||data38==="notify")){let err78={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/task",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/task/enum",keyword:"enum",params:{allowedValues:schema31.properties.
cleanup.properties.tasks.items.properties.task.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err78]:vErrors.push(err78),errors++}}
if(data12.name!==void 0){let data39=data12.name;if(typeof data39=="string"){if(!pattern15.test(data39)){let err79={instancePath:instancePath+"/cleanup/tasks/"+i0+
"/name",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/name/pattern",keyword:"pattern",params:{pattern:"^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9]\
)?$"},message:'must match pattern "^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$"'};vErrors===null?vErrors=[err79]:vErrors.push(err79),errors++}}else{let err80={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/name",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/name/type",keyword:"type",params:{type:"string"},message:"must b\
e string"};vErrors===null?vErrors=[err80]:vErrors.push(err80),errors++}}if(data12.stage!==void 0){let data40=data12.stage;if(typeof data40!="string"){let err81={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/stage/type",keyword:"type",params:{type:"\
string"},message:"must be string"};vErrors===null?vErrors=[err81]:vErrors.push(err81),errors++}if(!(data40==="before"||data40==="after")){let err82={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.
cleanup.properties.tasks.items.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err82]:vErrors.push(err82),errors++}}
if(data12.on!==void 0){let data41=data12.on;if(Array.isArray(data41)){if(data41.length<1){let err83={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"\
#/properties/cleanup/properties/tasks/items/properties/on/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items"};vErrors===null?
vErrors=[err83]:vErrors.push(err83),errors++}let len1=data41.length;for(let i1=0;i1<len1;i1++){let data42=data41[i1];if(typeof data42!="string"){let err84={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/on/"+i1,schemaPath:"#/properties/cleanup/properties/tasks/items/properties/on/items/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err84]:vErrors.push(err84),errors++}if(!(data42==="started"||data42==="blocked"||data42==="released"||data42==="failed"||
data42==="skipped")){let err85={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on/"+i1,schemaPath:"#/properties/cleanup/properties/tasks/items/properties/on/i\
tems/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.properties.on.items.enum},message:"must be equal to one of th\
e allowed values"};vErrors===null?vErrors=[err85]:vErrors.push(err85),errors++}}}else{let err86={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"\
#/properties/cleanup/properties/tasks/items/properties/on/type",keyword:"type",params:{type:"array"},message:"must be array"};vErrors===null?vErrors=[err86]:vErrors.
push(err86),errors++}}if(data12.needs!==void 0){let data43=data12.needs;if(Array.isArray(data43)){let len2=data43.length;for(let i2=0;i2<len2;i2++)if(typeof data43[i2]!=
"string"){let err87={instancePath:instancePath+"/cleanup/tasks/"+i0+"/needs/"+i2,schemaPath:"#/properties/cleanup/properties/tasks/items/properties/needs/items/\
type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err87]:vErrors.push(err87),errors++}}else{let err88={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/needs",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/needs/type",keyword:"type",params:{type:"array"},message:"must \
be array"};vErrors===null?vErrors=[err88]:vErrors.push(err88),errors++}}if(data12.timeout!==void 0){let data45=data12.timeout;if(typeof data45=="string"){if(!pattern5.
test(data45)){let err89={instancePath:instancePath+"/cleanup/tasks/"+i0+"/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/timeout/pa\
ttern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===
null?vErrors=[err89]:vErrors.push(err89),errors++}}else{let err90={instancePath:instancePath+"/cleanup/tasks/"+i0+"/timeout",schemaPath:"#/properties/cleanup/pr\
operties/tasks/items/properties/timeout/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err90]:vErrors.push(err90),
errors++}}if(data12.onTimeout!==void 0){let data46=data12.onTimeout;if(typeof data46!="string"){let err91={instancePath:instancePath+"/cleanup/tasks/"+i0+"/onTi\
meout",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/onTimeout/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===
null?vErrors=[err91]:vErrors.push(err91),errors++}if(!(data46==="block"||data46==="continue")){let err92={instancePath:instancePath+"/cleanup/tasks/"+i0+"/onTim\
eout",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/onTimeout/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.
tasks.items.properties.onTimeout.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err92]:vErrors.push(err92),errors++}}if(data12.
options!==void 0){let data47=data12.options;if(!(data47&&typeof data47=="object"&&!Array.isArray(data47))){let err93={instancePath:instancePath+"/cleanup/tasks/"+
i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===
null?vErrors=[err93]:vErrors.push(err93),errors++}}}else{let err94={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/t\
asks/items/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err94]:vErrors.push(err94),errors++}}}else{let err95={instancePath:instancePath+
"/cleanup/tasks",schemaPath:"#/properties/cleanup/properties/tasks/type",keyword:"type",params:{type:"array"},message:"must be array"};vErrors===null?vErrors=[err95]:
vErrors.push(err95),errors++}}}else{let err96={instancePath:instancePath+"/cleanup",schemaPath:"#/properties/cleanup/type",keyword:"type",params:{type:"object"},
message:"must be object"};vErrors===null?vErrors=[err96]:vErrors.push(err96),errors++}}}else{let err97={instancePath,schemaPath:"#/type",keyword:"type",params:{
type:"object"},message:"must be object"};vErrors===null?vErrors=[err97]:vErrors.push(err97),errors++}return validate20.errors=vErrors,errors===0}validate20.evaluated=
{props:!0,dynamicProps:!1,dynamicItems:!1};export{stdin_default as default,validate};
